"""Words in the notes of a case: the wordings that hold them are found first and judged then."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0060_labels_by_line")]

    operations = [migrations.RunSQL((SQL / "words_found.sql").read_text(), migrations.RunSQL.noop)]
