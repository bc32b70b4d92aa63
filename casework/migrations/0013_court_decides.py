"""Conditions change only with a court decision of their own order: asked by the database too."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0012_walls_of_supervision")]

    operations = [migrations.RunSQL((SQL / "court.sql").read_text(), migrations.RunSQL.noop)]
