"""Figures of how cases ended: counted behind the wall for chair and coordinators; an outcome keeps its level."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0039_lessons")]

    operations = [
        migrations.AddField(
            model_name="outcome",
            name="level",
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name="level"),
        ),
        migrations.RunSQL((SQL / "evaluation.sql").read_text(), migrations.RunSQL.noop),
    ]
