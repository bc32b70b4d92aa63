"""Words that are withdrawn count as given no more, and opening consensus keeps who reads what was given."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("assessments", "0005_walls_of_reviews"), ("casework", "0034_who_manages_reads_the_outcome")]

    operations = [
        migrations.AlterField(
            model_name="contribution",
            name="state",
            field=models.CharField(
                choices=[
                    ("asked", "Asked"), ("begun", "Begun"), ("handed_in", "Handed in"),
                    ("nothing", "Nothing to contribute"), ("withdrawn", "Withdrawn"),
                ],
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.RunSQL((SQL / "opened.sql").read_text(), migrations.RunSQL.noop),
    ]
