"""The two written sections that agreements still lacked (domain section 4.4)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_versions_and_standing")]

    operations = [
        migrations.AddField(
            "agreement", "duty_reports", models.TextField(blank=True, verbose_name="duty to tell law enforcement")
        ),
        migrations.AddField(
            "agreement",
            "notification",
            models.TextField(blank=True, verbose_name="telling the person, and delay of it"),
        ),
    ]
