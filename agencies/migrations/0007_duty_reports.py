"""Somebody of law enforcement receives duty reports."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0006_code_accepted_again'),
    ]

    operations = [
        migrations.AlterField(
            model_name='agencymembership',
            name='duties',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('coordinator', 'Partnership coordinator'), ('chair', 'Chair'), ('legal', 'Legal and data protection adviser'), ('supervisor', "Supervises the agency's cases"), ('emergency', 'May ask for emergency access'), ('duty_desk', 'Receives duty reports')], max_length=12), blank=True, default=list, size=None),
        ),
    ]
