"""The day a review of the case was held last: closing asks for it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0037_telling")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="reviewed_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="a review was held"),
        ),
    ]
