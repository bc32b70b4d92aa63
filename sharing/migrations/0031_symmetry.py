"""Counts of who asks, answers and gives, by quarter; indexes by moment for them."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0030_owed_at_once")]

    operations = [
        migrations.AddIndex(
            model_name="sharinganswer", index=models.Index(fields=["answered_at"], name="answers_by_moment")
        ),
        migrations.AddIndex(
            model_name="sharingrequest", index=models.Index(fields=["asked_at"], name="requests_by_moment")
        ),
        migrations.RunSQL((SQL / "symmetry.sql").read_text(), migrations.RunSQL.noop),
    ]
