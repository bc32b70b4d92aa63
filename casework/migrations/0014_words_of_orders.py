"""A proposal that the court took up, the signing of conditions among what falls due, and what the forecast walks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_duty_reports_and_notification"),
        ("casework", "0013_court_decides"),
    ]

    operations = [
        migrations.AlterField(
            model_name="condition",
            name="state",
            field=models.CharField(
                choices=[
                    ("proposed", "Proposed"),
                    ("in_force", "In force"),
                    ("in_question", "In question"),
                    ("varied", "Varied"),
                    ("met", "Met"),
                    ("ended", "Ended"),
                    ("not_taken_up", "Proposal not taken up"),
                    ("taken_up", "Proposal taken up by the court"),
                ],
                default="proposed",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="deadline",
            name="kind",
            field=models.CharField(
                choices=[
                    ("note_answer", "Answer to a note"),
                    ("question", "Question to answer"),
                    ("case_review", "Case review"),
                    ("first_plan", "First plan"),
                    ("court_report", "Court report"),
                    ("assessment", "Assessment"),
                    ("network", "Support network before release"),
                    ("follow_up", "Follow-up"),
                    ("deferral_review", "Review of a deferral"),
                    ("agreement_review", "Agreement review"),
                    ("emergency_review", "Review of emergency access"),
                    ("place_ends", "A guest's place ends"),
                    ("contact_letter", "Letter after a missed contact"),
                    ("explanation", "Explanation due from the person"),
                    ("breach_action", "Action on a breach"),
                    ("hearing", "Hearing"),
                    ("order_ends", "An order ends"),
                    ("release", "Release from custody"),
                    ("sign_conditions", "The person signs the conditions"),
                    ("plan_review", "Plan review"),
                    ("plan_approval", "Plan to approve"),
                    ("action_due", "Action"),
                    ("unblock", "Something to unblock"),
                    ("report_check", "Words to check in a report"),
                    ("countersign", "Report to countersign"),
                    ("notification", "Tell the person of a disclosure"),
                    ("same_person", "Another case may concern the same person"),
                ],
                max_length=18,
                verbose_name="what",
            ),
        ),
        migrations.AddIndex(
            model_name="custodyepisode",
            index=models.Index(
                condition=models.Q(("ended_on__isnull", True)), fields=["release_on"], name="coming_releases"
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("ended_on__isnull", True)), fields=["ends_on"], name="orders_by_their_end"
            ),
        ),
    ]
