"""Reviews: how far objectives came, the records that show it, and feedback."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0004_agreements_in_force"),
        ("assessments", "0003_assessments_fall_due"),
        ("casework", "0028_assessments_fall_due"),
    ]

    operations = [
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("period_from", models.DateField(verbose_name="from")),
                ("period_to", models.DateField(verbose_name="to")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("held", "Held")],
                        default="draft",
                        max_length=5,
                        verbose_name="state",
                    ),
                ),
                ("opened_at", models.DateTimeField(editable=False)),
                ("held_on", models.DateField(blank=True, editable=False, null=True, verbose_name="held")),
                ("coherence", models.TextField(blank=True, verbose_name="what the coherence check shows")),
                ("next_steps", models.TextField(blank=True, verbose_name="next steps")),
                ("person_view", models.TextField(blank=True, verbose_name="the person's view")),
                ("family_view", models.TextField(blank=True, verbose_name="the family's view")),
                ("next_review_on", models.DateField(verbose_name="next review")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="casework.case"
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
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.planversion"
                    ),
                ),
            ],
            options={
                "verbose_name": "review",
            },
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "speaker",
                    models.CharField(
                        choices=[("person", "The person"), ("family", "The family"), ("member", "My agency")],
                        max_length=6,
                        verbose_name="from whom",
                    ),
                ),
                ("words", models.CharField(max_length=1000, verbose_name="what was said")),
                ("at", models.DateTimeField(editable=False)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
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
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="feedback", to="assessments.review"
                    ),
                ),
            ],
            options={
                "verbose_name": "feedback",
            },
        ),
        migrations.CreateModel(
            name="ReviewedObjective",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "progress",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("worse", "Worse"),
                            ("none", "None"),
                            ("some", "Some"),
                            ("much", "Much"),
                            ("done", "Done"),
                        ],
                        max_length=5,
                        verbose_name="progress",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=600, verbose_name="what shows it")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.objective"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="objectives", to="assessments.review"
                    ),
                ),
            ],
            options={
                "verbose_name": "objective under review",
            },
        ),
        migrations.CreateModel(
            name="ReviewEvidence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("is_current", models.BooleanField(default=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.note"
                    ),
                ),
                (
                    "reviewed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="assessments.reviewedobjective",
                    ),
                ),
            ],
            options={
                "verbose_name": "record behind a review",
            },
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["case", "-period_to"], name="reviews_of_a_case"),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                models.F("case"), condition=models.Q(("state", "draft")), name="one_review_in_draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("period_from__lte", models.F("period_to"))), name="review_period_is_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_on__isnull", False), ("state", "held")),
                    models.Q(("held_on__isnull", True), ("state", "draft")),
                    _connector="OR",
                ),
                name="held_review_has_its_day",
            ),
        ),
        migrations.AddIndex(
            model_name="feedback",
            index=models.Index(fields=["review", "at"], name="feedback_of_a_review"),
        ),
        migrations.AddConstraint(
            model_name="reviewedobjective",
            constraint=models.UniqueConstraint(
                models.F("review"), models.F("objective"), name="objective_is_reviewed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewevidence",
            constraint=models.UniqueConstraint(
                models.F("reviewed"), models.F("note"), name="record_stands_once_behind_progress"
            ),
        ),
    ]
