"""Words in the notes of a case are found first and judged then; agreements between two agencies keep their plan."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0063_erasures_told")]

    operations = [
        migrations.RunSQL((SQL / name).read_text(), migrations.RunSQL.noop)
        for name in ("agreed_kept.sql", "words_found.sql")
    ]
