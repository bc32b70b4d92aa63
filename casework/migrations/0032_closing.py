"""How the work of a case ended, on two strands, and follow-ups that are rows of their own."""

import uuid
from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0004_agreements_in_force'),
        ('casework', '0031_planned_contacts_fall_due'),
    ]

    operations = [
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('closing', models.PositiveSmallIntegerField(editable=False)),
                ('months', models.PositiveSmallIntegerField(choices=[(3, 'After 3 months'), (6, 'After 6 months'), (12, 'After 12 months')], editable=False, verbose_name='which')),
                ('due_on', models.DateField(editable=False, verbose_name='due')),
                ('held_on', models.DateField(blank=True, null=True, verbose_name='held')),
                ('method', models.CharField(blank=True, choices=[('visit', 'Met the person'), ('phone', 'Spoke by telephone or video'), ('message', 'Wrote to each other'), ('others', 'Asked others who know the person, as agreed with the person'), ('not_reached', 'Could not reach the person')], max_length=12, verbose_name='how')),
                ('found', models.TextField(blank=True, max_length=2000, verbose_name='what was found')),
                ('disengagement', models.CharField(blank=True, choices=[('achieved', 'Achieved'), ('partial', 'In part'), ('no_change', 'No change'), ('worse', 'Worse than at the start'), ('not_known', 'Not known')], max_length=10, verbose_name='disengagement')),
                ('reintegration', models.CharField(blank=True, choices=[('achieved', 'Achieved'), ('partial', 'In part'), ('no_change', 'No change'), ('worse', 'Worse than at the start'), ('not_known', 'Not known')], max_length=10, verbose_name='reintegration')),
                ('reopen', models.BooleanField(default=False, verbose_name='the case should be taken up again')),
                ('dropped_on', models.DateField(blank=True, editable=False, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='casework.case')),
                ('membership', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
            ],
            options={
                'verbose_name': 'follow-up',
                'constraints': [models.UniqueConstraint(models.F('case'), models.F('closing'), models.F('months'), name='follow_up_stands_once_in_a_closing'), models.CheckConstraint(condition=models.Q(('held_on__isnull', True), models.Q(('method', ''), ('found', ''), ('disengagement', ''), ('reintegration', ''), ('membership__isnull', True), _connector='OR', _negated=True), _connector='OR'), name='held_follow_up_says_how_and_what')],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('closing', models.PositiveSmallIntegerField(editable=False)),
                ('number', models.PositiveSmallIntegerField(editable=False)),
                ('recorded_on', models.DateField(editable=False, verbose_name='recorded')),
                ('disengagement', models.CharField(choices=[('achieved', 'Achieved'), ('partial', 'In part'), ('no_change', 'No change'), ('worse', 'Worse than at the start'), ('not_known', 'Not known')], max_length=10, verbose_name='disengagement')),
                ('disengagement_text', models.TextField(max_length=1000, verbose_name='how you know')),
                ('reintegration', models.CharField(choices=[('achieved', 'Achieved'), ('partial', 'In part'), ('no_change', 'No change'), ('worse', 'Worse than at the start'), ('not_known', 'Not known')], max_length=10, verbose_name='reintegration')),
                ('reintegration_text', models.TextField(max_length=1000, verbose_name='how you know')),
                ('went_on', models.TextField(blank=True, max_length=500, verbose_name='what goes on voluntarily')),
                ('for_person', models.TextField(blank=True, max_length=1000, verbose_name='what the person is told')),
                ('agreed', models.TextField(max_length=1000, verbose_name='what was agreed for afterwards')),
                ('call', models.CharField(max_length=200, verbose_name='whom the person can call')),
                ('feedback_offered_on', models.DateField(verbose_name='feedback offered on')),
                ('keep_until', models.DateField(verbose_name='record kept until')),
                ('nothing_ends', models.BooleanField(default=False, verbose_name='no professional support ends with the case')),
                ('months', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(choices=[(3, 'After 3 months'), (6, 'After 6 months'), (12, 'After 12 months')]), size=None, verbose_name='follow-ups')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='why it is recorded again')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='casework.case')),
                ('membership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
            ],
            options={
                'verbose_name': 'outcome',
                'constraints': [models.UniqueConstraint(models.F('case'), models.F('number'), name='outcomes_are_numbered'), models.CheckConstraint(condition=models.Q(models.Q(('disengagement_text', ''), _negated=True), models.Q(('reintegration_text', ''), _negated=True)), name='outcome_says_how_it_is_known'), models.CheckConstraint(condition=models.Q(('months', []), _negated=True), name='outcome_plans_a_follow_up')],
            },
        ),
        migrations.RunSQL((SQL / "closing_moved.sql").read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "closing.sql").read_text(), migrations.RunSQL.noop),
    ]
