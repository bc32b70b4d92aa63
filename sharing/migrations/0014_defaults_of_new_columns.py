"""The database knows the usual value of the columns that came last."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sharing", "0013_reports_given_up")]

    operations = [
        migrations.AlterField(
            model_name="reportdelivery",
            name="untold_by_order",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="the court ordered that the person is not told before"
            ),
        ),
        migrations.AlterField(
            model_name="reportstatement",
            name="newer_nature",
            field=models.CharField(
                blank=True,
                choices=[
                    ("fact", "Fact: seen or recorded"),
                    ("reported", "Reported: someone told us"),
                    ("opinion", "Opinion: professional judgement"),
                ],
                db_default="",
                default="",
                max_length=8,
            ),
        ),
    ]
