"""The words of clinical interventions, in rows of their own."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0003_duty_reports_and_notification'),
        ('casework', '0016_missed_contacts'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClinicalPart',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='what it is called')),
                ('goal', models.CharField(blank=True, max_length=300, verbose_name='goal')),
                ('frequency', models.CharField(blank=True, max_length=80, verbose_name='how often')),
            ],
            options={
                'verbose_name': 'clinical part of an intervention',
            },
        ),
        migrations.AlterField(
            model_name='intervention',
            name='goal',
            field=models.CharField(blank=True, max_length=300, verbose_name='goal'),
        ),
        migrations.AlterField(
            model_name='intervention',
            name='title',
            field=models.CharField(blank=True, max_length=120, verbose_name='what it is called'),
        ),
        migrations.AddConstraint(
            model_name='intervention',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('type__in', ('psychology', 'medical')), _negated=True), models.Q(('frequency', ''), ('goal', ''), ('title', '')), _connector='OR'), name='clinical_words_stand_apart'),
        ),
        migrations.AddField(
            model_name='clinicalpart',
            name='agency',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='clinicalpart',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clinical_parts', to='casework.case'),
        ),
        migrations.AddField(
            model_name='clinicalpart',
            name='intervention',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='clinical', to='casework.intervention'),
        ),
        migrations.AddIndex(
            model_name='clinicalpart',
            index=models.Index(fields=['case'], name='clinical_parts_of_a_case'),
        ),
    ]
