"""One member of the team eases the way back; what they share with the person they say themselves."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0028_assessments_fall_due")]

    operations = [
        migrations.AddField(
            model_name="caseteammember",
            name="is_facilitator",
            field=models.BooleanField(db_default=False, default=False, verbose_name="re-entry facilitator"),
        ),
        migrations.AddField(
            model_name="caseteammember",
            name="shares",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=160, verbose_name="what they share with the person"
            ),
        ),
        migrations.AddConstraint(
            model_name="caseteammember",
            constraint=models.UniqueConstraint(
                models.F("content_object"),
                condition=models.Q(("is_facilitator", True)),
                name="one_reentry_facilitator",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseteammember",
            constraint=models.CheckConstraint(
                condition=models.Q(("shares", ""), ("is_facilitator", True), _connector="OR"),
                name="the_facilitator_alone_shares",
            ),
        ),
        migrations.RunSQL((SQL / "facilitator.sql").read_text(), migrations.RunSQL.noop),
    ]
