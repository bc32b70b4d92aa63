"""A report that was begun can be given up with a reason, and begun again; newer words keep their nature."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sharing", "0012_the_order_changes_hands")]

    operations = [
        migrations.RemoveConstraint(model_name="courtreport", name="one_report_on_a_breach"),
        migrations.AddField(
            model_name="courtreport",
            name="given_up",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=500, verbose_name="why it was given up"
            ),
        ),
        migrations.AddField(
            model_name="reportstatement",
            name="newer_nature",
            field=models.CharField(
                blank=True,
                choices=[("fact", "Fact: seen or recorded"), ("reported", "Reported: someone told us"), ("opinion", "Opinion: professional judgement")],
                default="",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="courtreport",
            name="corrects",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="sharing.courtreport",
            ),
        ),
        migrations.AddConstraint(
            model_name="courtreport",
            constraint=models.UniqueConstraint(
                models.F("breach"),
                models.F("number"),
                condition=models.Q(("state", "dropped"), _negated=True),
                name="one_report_on_a_breach",
            ),
        ),
        migrations.AddConstraint(
            model_name="courtreport",
            constraint=models.UniqueConstraint(
                models.F("corrects"),
                condition=models.Q(("state", "dropped"), _negated=True),
                name="one_correction_of_a_report",
            ),
        ),
    ]
