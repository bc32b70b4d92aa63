"""A breach's report is owed from the referral on; retention reviews are dated today and asked yearly of every open case."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0029_walls_of_proposals")]

    operations = [migrations.RunSQL((SQL / "owed_at_once.sql").read_text(), migrations.RunSQL.noop)]
