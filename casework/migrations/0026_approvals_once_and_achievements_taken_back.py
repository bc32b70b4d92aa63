"""A court approval is of one version, sent before it; an achievement can be taken back and is cleared by hand."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0025_plan_in_turn'),
    ]

    operations = [
        migrations.AddField(
            model_name='achievement',
            name='withdrawn_on',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='planversion',
            name='sent_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='sent to the court'),
        ),
        migrations.AlterField(
            model_name='achievement',
            name='for_court',
            field=models.BooleanField(default=False, verbose_name='may be told to the court'),
        ),
        migrations.AlterField(
            model_name='planversion',
            name='court_approval',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.courtdecision'),
        ),
    ]
