"""A disclosure goes to a court, an agency or anybody else by name; what tells the person hangs on the disclosure."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"
PURPOSES = [
    ("reintegration", "Reintegration"), ("risk_and_crime_prevention", "Risk and crime prevention"),
    ("safeguarding", "Safeguarding"), ("staff_or_person_safety", "Safety of staff or the person"), ("court", "Court"),
    ("evaluation_anonymous", "Evaluation, anonymous"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("sharing", "0022_walls_of_requests"),
        ("agencies", "0006_code_accepted_again"),
        ("casework", "0041_requests_fall_due"),
    ]

    operations = [
        migrations.AlterField(
            "disclosure", "purpose", models.CharField(choices=PURPOSES, max_length=28, verbose_name="purpose")
        ),
        migrations.AlterField(
            "disclosure", "court",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="casework.court", verbose_name="to a court",
            ),
        ),
        migrations.AlterField(
            "disclosure", "report",
            models.OneToOneField(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="disclosure",
                to="sharing.courtreport",
            ),
        ),
        migrations.AddField(
            "disclosure", "to_agency",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="agencies.agency", verbose_name="to an agency",
            ),
        ),
        migrations.AddField(
            "disclosure", "recipient",
            models.CharField(
                blank=True, db_default="", default="", max_length=160, verbose_name="to somebody else"
            ),
        ),
        migrations.AddConstraint(
            "disclosure",
            models.CheckConstraint(
                condition=models.Q(court__isnull=False, to_agency__isnull=True, recipient="")
                | models.Q(court__isnull=True, to_agency__isnull=False, recipient="")
                | (models.Q(court__isnull=True, to_agency__isnull=True) & ~models.Q(recipient="")),
                name="disclosure_has_one_recipient",
            ),
        ),
        migrations.AddConstraint(
            "disclosure",
            models.CheckConstraint(condition=models.Q(report__isnull=False), name="disclosure_has_one_origin"),
        ),
        migrations.RunSQL((SQL / "told_of_a_disclosure.sql").read_text(), migrations.RunSQL.noop),
    ]  # fmt: skip
