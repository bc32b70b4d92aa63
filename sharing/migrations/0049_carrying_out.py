"""How an erasure is carried out: one function, the worker's alone."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0048_walls_of_erasures"), ("access", "0011_erasing")]

    operations = [migrations.RunSQL((SQL / "carrying_out.sql").read_text(), migrations.RunSQL.noop)]
