"""A version of the plan moves on in its turn and in one's own name: asked by the database too."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0019_in_ones_own_name")]

    operations = [migrations.RunSQL((SQL / "agreed.sql").read_text(), migrations.RunSQL.noop)]
