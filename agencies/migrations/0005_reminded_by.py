"""Each person chooses how they are reminded."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0004_agreements_in_force"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="reminded_by",
            field=models.CharField(
                choices=[
                    ("now", "By e-mail at once, outside quiet hours"),
                    ("digest", "By one e-mail a day"),
                    ("in_app", "Only here, in the list of reminders"),
                ],
                db_default="now",
                default="now",
                max_length=6,
                verbose_name="reminders",
            ),
        ),
    ]
