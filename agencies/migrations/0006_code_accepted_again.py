"""A version of the code of conduct is accepted again after a year."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0005_reminded_by")]

    operations = [
        migrations.AddField(
            model_name="codeacceptance",
            name="renewed_at",
            field=models.DateTimeField(
                blank=True, help_text="When the same version was accepted again", null=True
            ),
        ),
    ]
