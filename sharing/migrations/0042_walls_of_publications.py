"""Row-level security on texts for the public, who has them due, and that silence is a no."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0041_publications")]

    operations = [migrations.RunSQL((SQL / "publications.sql").read_text(), migrations.RunSQL.noop)]
