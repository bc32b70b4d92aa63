"""Nobody signs, countersigns, sends or answers in somebody else's name or out of turn: asked by the database too."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0010_person_told_before")]

    operations = [migrations.RunSQL((SQL / "signing.sql").read_text(), migrations.RunSQL.noop)]
