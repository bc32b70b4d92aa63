"""References to assessments made with licensed tools, and who records and reads them."""

import django.db.models.deletion
import uuid
from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_reminded_by"),
        ("assessments", "0009_reviewed_on"),
        ("casework", "0038_reviewed_on"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExternalAssessment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("tool", models.CharField(max_length=120, verbose_name="name of the tool")),
                ("made_on", models.DateField(verbose_name="made on")),
                ("assessor", models.CharField(max_length=200, verbose_name="who made it")),
                ("kept_at", models.CharField(max_length=300, verbose_name="where the original is kept")),
                ("conclusion", models.CharField(max_length=300, verbose_name="conclusion")),
                ("recorded_at", models.DateTimeField(editable=False)),
                ("correction_reason", models.CharField(blank=True, max_length=300, verbose_name="what is corrected")),
                (
                    "agency",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="external_assessments",
                        to="casework.case",
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="assessments.externalassessment",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agencymembership",
                    ),
                ),
            ],
            options={
                "verbose_name": "reference to a licensed tool",
                "indexes": [models.Index(fields=["case", "-made_on"], name="external_assessments_of_a_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("conclusion__regex", "(^|[^0-9])[0-9]{1,3}([^0-9]|$)"), _negated=True),
                        name="conclusion_holds_no_figure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("correction_reason", ""), ("corrects__isnull", True)),
                            models.Q(("corrects__isnull", False), models.Q(("correction_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="correction_of_a_reference_has_its_reason",
                    ),
                ],
            },
        ),
        migrations.RunSQL((SQL / "external.sql").read_text(), migrations.RunSQL.noop),
    ]
