"""A role changes hands in one act; a national number met again reaches the other case's manager alone."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"
BACK = """
SET ROLE throughcare_policy;
DROP FUNCTION casework_hand_over(uuid, text, text);
DROP FUNCTION casework_tell_of_number(text, uuid);
RESET ROLE;
"""
KINDS = [
    ("note_answer", "Answer to a note"), ("question", "Question to answer"), ("case_review", "Case review"),
    ("first_plan", "First plan"), ("court_report", "Court report"), ("assessment", "Assessment"),
    ("network", "Support network before release"), ("follow_up", "Follow-up"),
    ("deferral_review", "Review of a deferral"), ("agreement_review", "Agreement review"),
    ("emergency_review", "Review of emergency access"), ("place_ends", "A guest's place ends"),
    ("same_person", "Another case may concern the same person"),
]


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_background_work")]

    operations = [
        migrations.AlterField(
            model_name="deadline",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=18, verbose_name="what"),
        ),
        migrations.RunSQL((SQL / "hands.sql").read_text(), BACK),
    ]
