"""A version of the plan moves on in its turn and in one's own name: asked by the database too."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0024_marks_taken_back_and_who_contacts")]

    operations = [migrations.RunSQL((SQL / "agreed.sql").read_text(), migrations.RunSQL.noop)]
