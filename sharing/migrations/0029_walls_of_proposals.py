"""Row-level security on proposed disclosures, and what moves them from step to step."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0028_proposals")]

    operations = [migrations.RunSQL((SQL / "proposals.sql").read_text(), migrations.RunSQL.noop)]
