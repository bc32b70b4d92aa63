"""Whoever must decide about a proposed disclosure has it due."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0043_leaks_hand_over"), ("casework", "0055_proposals_fall_due")]

    operations = [migrations.RunSQL((SQL / "proposals_due.sql").read_text(), migrations.RunSQL.noop)]
