"""Statements of a report from an assessment, and why one stays out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sharing", "0018_retention_reviews"),
    ]

    operations = [
        migrations.AlterField(
            model_name="reportomission",
            name="source_kind",
            field=models.CharField(
                choices=[
                    ("own", "Written for this report"),
                    ("order", "Order"),
                    ("condition", "Condition"),
                    ("custody", "Custody"),
                    ("contact", "Contact"),
                    ("note", "Note"),
                    ("breach", "Breach"),
                    ("breach_step", "Step of a breach"),
                    ("proposed_term", "Proposed term"),
                    ("decision", "Decision taken together"),
                    ("intervention", "Intervention"),
                    ("objective", "Objective"),
                    ("action", "Action"),
                    ("achievement", "Achievement"),
                    ("incident", "Incident"),
                    ("exposure", "Exposure"),
                    ("plan", "Plan"),
                    ("safety_plan", "Safety plan"),
                    ("network", "Network"),
                    ("team", "Team"),
                    ("case", "Case"),
                    ("ending_step", "Ending plan"),
                    ("assessment", "Assessment"),
                ],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="reportomission",
            name="why",
            field=models.CharField(
                choices=[
                    ("not_cleared", "Not cleared for the court"),
                    ("health_secrecy", "Health secrecy"),
                    ("secrecy", "Professional secrecy"),
                    ("investigation", "Secrecy of an investigation"),
                    ("sealed", "Sealed by the agency that wrote it"),
                    ("nature", "Not a matter for the court: voluntary, or faith or conviction"),
                    ("not_assessed", "A sign that was not assessed together"),
                    ("not_recorded", "Planned, and nobody recorded what came of it"),
                    ("one_signature", "Waits to be countersigned"),
                    ("beyond_your_tier", "Cleared, but no text of it that you may read"),
                ],
                max_length=16,
                verbose_name="why",
            ),
        ),
        migrations.AlterField(
            model_name="reportstatement",
            name="source_kind",
            field=models.CharField(
                choices=[
                    ("own", "Written for this report"),
                    ("order", "Order"),
                    ("condition", "Condition"),
                    ("custody", "Custody"),
                    ("contact", "Contact"),
                    ("note", "Note"),
                    ("breach", "Breach"),
                    ("breach_step", "Step of a breach"),
                    ("proposed_term", "Proposed term"),
                    ("decision", "Decision taken together"),
                    ("intervention", "Intervention"),
                    ("objective", "Objective"),
                    ("action", "Action"),
                    ("achievement", "Achievement"),
                    ("incident", "Incident"),
                    ("exposure", "Exposure"),
                    ("plan", "Plan"),
                    ("safety_plan", "Safety plan"),
                    ("network", "Network"),
                    ("team", "Team"),
                    ("case", "Case"),
                    ("ending_step", "Ending plan"),
                    ("assessment", "Assessment"),
                ],
                max_length=16,
            ),
        ),
    ]
