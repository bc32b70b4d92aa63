"""Lists behind the second wall ask for agreements once in a statement, not once for each row."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0009_words_at_their_tier")]

    operations = [migrations.RunSQL((SQL / "partners.sql").read_text(), migrations.RunSQL.noop)]
