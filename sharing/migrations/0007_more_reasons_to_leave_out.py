"""A report says of a sign that agencies did not assess it together, of a contact that nobody recorded it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sharing", "0006_reports_due_by_days")]

    operations = [
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
                    ("beyond_your_tier", "Cleared, but no text of it that you may read"),
                ],
                max_length=16,
                verbose_name="why",
            ),
        ),
    ]
