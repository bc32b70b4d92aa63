"""Before a report goes to the court the person is told what it says, unless the court ordered otherwise."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sharing", "0009_corrected_reports_stand")]

    operations = [
        migrations.AddField(
            model_name="reportdelivery",
            name="told_on",
            field=models.DateField(blank=True, null=True, verbose_name="the person was told before"),
        ),
        migrations.AddField(
            model_name="reportdelivery",
            name="untold_by_order",
            field=models.BooleanField(
                default=False, verbose_name="the court ordered that the person is not told before"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportdelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("told_on__isnull", True), ("told_on__lte", models.F("sent_on")), _connector="OR"),
                name="person_is_told_before_it_is_sent",
            ),
        ),
    ]
