"""What an objective answers moves into rows of its own, with a wall of its own."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0026_approvals_once_and_achievements_taken_back")]

    operations = [
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "text",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="finding it answers",
                        help_text="What the assessment or the record shows",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="casework.case"
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.note",
                    ),
                ),
                (
                    "objective",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.objective"
                    ),
                ),
            ],
            options={
                "verbose_name": "finding behind an objective",
                "indexes": [models.Index(fields=["case"], name="findings_of_a_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), ("note__isnull", False), _connector="OR"
                        ),
                        name="finding_says_or_points",
                    )
                ],
            },
        ),
        migrations.RunSQL((SQL / "findings_moved.sql").read_text(), migrations.RunSQL.noop),
        migrations.RemoveField("objective", "finding"),
        migrations.RemoveField("objective", "finding_note"),
        migrations.RunSQL((SQL / "findings.sql").read_text(), migrations.RunSQL.noop),
    ]
