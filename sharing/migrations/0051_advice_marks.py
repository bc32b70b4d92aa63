"""The case of a question to the advisers is called by a mark of its reader and month, which no key gives away."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0050_erasures_taken_back")]

    operations = [migrations.RunSQL((SQL / "advice_marks.sql").read_text(), migrations.RunSQL.noop)]
