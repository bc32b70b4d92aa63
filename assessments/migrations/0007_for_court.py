"""That the court may be told of an assessment: since when, and who said so."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_reminded_by"),
        ("assessments", "0006_words_taken_back_and_opened"),
        ("casework", "0032_closing"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="for_court_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="may be told to the court since"
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="for_court_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agencymembership",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("for_court_at__isnull", True), ("for_court_by__isnull", True)),
                    models.Q(
                        ("for_court_at__isnull", False),
                        ("for_court_by__isnull", False),
                        ("state__in", ["countersigned", "superseded"]),
                    ),
                    _connector="OR",
                ),
                name="court_is_told_of_a_countersigned_one",
            ),
        ),
    ]
