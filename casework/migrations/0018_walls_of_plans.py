"""The second wall of clinical words, and what an act on the plan settles."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0017_clinical_parts")]

    operations = [migrations.RunSQL((SQL / "plans.sql").read_text(), migrations.RunSQL.noop)]
