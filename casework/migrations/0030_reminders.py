"""Reminders, the ledger of the messages that carry them, and the wall around both."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_reminded_by"),
        ("casework", "0029_reentry_facilitator"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReminderMail",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=[("now", "At once"), ("digest", "Daily digest")], max_length=6)),
                ("digest_on", models.DateField(blank=True, help_text="Local day of a digest", null=True)),
                ("message_id", models.CharField(max_length=160, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sending", "Being handed over"),
                            ("sent", "Handed over"),
                            ("unknown", "Unknown: it may have gone out"),
                            ("failed", "Refused: it did not go out"),
                        ],
                        default="sending",
                        max_length=7,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=1)),
                (
                    "answer",
                    models.PositiveSmallIntegerField(blank=True, help_text="What the mail server answered", null=True),
                ),
                ("claimed_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "again_at",
                    models.DateTimeField(blank=True, help_text="When a refused message is tried again", null=True),
                ),
                ("noted_at", models.DateTimeField(blank=True, help_text="When a coordinator dealt with it", null=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.partnership",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder by e-mail",
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("due_on", models.DateField(help_text="A deadline that moves reminds anew", verbose_name="due")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("ahead", "Soon due"),
                            ("due", "Due"),
                            ("overdue", "Overdue"),
                            ("escalation", "Overdue, passed on to you"),
                        ],
                        max_length=10,
                    ),
                ),
                ("raised_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(choices=[("open", "Open"), ("done", "Taken up"), ("over", "No longer needed: the deadline was met, moved or handed on")], default="open", max_length=4),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("snoozed_until", models.DateField(blank=True, null=True)),
                (
                    "snooze_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("planned", "It is planned for a later day"),
                            ("others", "I wait for somebody else"),
                            ("later", "I need some more days"),
                            ("agreed", "Agreed with my senior or the case manager"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for an e-mail"),
                            ("carried", "An e-mail carries it"),
                            ("none", "No e-mail"),
                        ],
                        default="none",
                        max_length=7,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.case",
                    ),
                ),
                (
                    "deadline",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="casework.deadline",
                    ),
                ),
                (
                    "meant_for",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="Who answered for the deadline then; another member stands in where that one cannot see it",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agencymembership",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agencymembership",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.partnership",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="casework.remindermail",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder",
            },
        ),
        migrations.AddIndex(
            model_name="remindermail",
            index=models.Index(fields=["partnership", "state", "claimed_at"], name="mails_of_a_partnership"),
        ),
        migrations.AddConstraint(
            model_name="remindermail",
            constraint=models.UniqueConstraint(
                condition=models.Q(("digest_on__isnull", False)),
                fields=("user", "partnership", "digest_on"),
                name="one_digest_a_day",
            ),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(fields=["membership", "state", "due_on"], name="reminders_of_a_member"),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                condition=models.Q(("post", "waiting")), fields=["partnership", "raised_at"], name="reminders_to_post"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("deadline", "due_on", "step", "user"), name="nobody_is_reminded_twice"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("snoozed_until__isnull", True), models.Q(("snooze_reason", ""), _negated=True), _connector="OR"
                ),
                name="a_snooze_says_why",
            ),
        ),
        migrations.RunSQL((SQL / "reminders.sql").read_text(), migrations.RunSQL.noop),
    ]
