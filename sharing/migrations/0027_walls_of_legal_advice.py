"""Row-level security on legal advice, and who has it due."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0026_legal_advice")]

    operations = [migrations.RunSQL((SQL / "advice.sql").read_text(), migrations.RunSQL.noop)]
