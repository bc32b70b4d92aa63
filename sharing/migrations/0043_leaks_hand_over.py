"""What is due about a leak follows a change of case manager."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0042_walls_of_publications")]

    operations = [migrations.RunSQL((SQL / "leaks_hand_over.sql").read_text(), migrations.RunSQL.noop)]
