"""Words of an assessment reach a report only where the court may be told of it."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0019_words_from_assessments"), ("assessments", "0008_walls_of_for_court")]

    operations = [migrations.RunSQL((SQL / "from_assessments.sql").read_text(), migrations.RunSQL.noop)]
