"""What the person was told at the outset, and what they say to taking part."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0005_reminded_by'),
        ('casework', '0036_reminders_are_forgotten'),
    ]

    operations = [
        migrations.CreateModel(
            name='ParticipationConsent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('said_on', models.DateField(verbose_name='said')),
                ('answer', models.CharField(choices=[('takes_part', 'Takes part'), ('declines', 'Does not take part'), ('withdraws', 'Took part, and stops')], max_length=10, verbose_name='answer')),
                ('part', models.CharField(max_length=200, verbose_name='in what')),
                ('words', models.TextField(blank=True, max_length=1000, verbose_name="in the person's words")),
                ('guardian', models.CharField(blank=True, max_length=120, verbose_name='guardian who agrees')),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='casework.case')),
                ('membership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
            ],
            options={
                'verbose_name': 'participation consent',
                'indexes': [models.Index(fields=['case', '-said_on'], name='consents_of_a_case')],
            },
        ),
        migrations.CreateModel(
            name='TransparencyNotice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('given_on', models.DateField(verbose_name='given')),
                ('how', models.CharField(choices=[('read_out', 'Read out, with time for questions'), ('talked', 'Talked through in plain words, with the sheet on the table')], max_length=10, verbose_name='how')),
                ('points', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('agencies', 'Who the agencies are'), ('why', 'Why they work together'), ('what', 'What is shared with whom'), ('security', 'What will always go to the police, whatever anybody agreed'), ('health', 'What health staff keep to themselves'), ('rights', 'What rights there are, and whom to ask'), ('told', 'That the person is told when something is passed on'), ('delay', 'What can delay that, and that it ends')], max_length=10), size=None, verbose_name='what was said')),
                ('language', models.CharField(max_length=60, verbose_name='language')),
                ('interpreter', models.CharField(choices=[('not_needed', 'Not needed'), ('present', 'An interpreter was there'), ('remote', 'An interpreter by telephone or video'), ('declined', 'Offered, and the person wanted none')], max_length=10, verbose_name='interpreter')),
                ('interpreter_name', models.CharField(blank=True, max_length=120, verbose_name='who interpreted')),
                ('copy', models.CharField(choices=[('given', 'The person has a copy'), ('kept', 'We keep it for the person: holding it is not safe'), ('declined', 'The person wants none')], max_length=10, verbose_name='copy')),
                ('answer', models.CharField(choices=[('signed', 'Signed that they were told'), ('not_signed', 'Did not sign')], max_length=10, verbose_name='signature')),
                ('answer_reason', models.CharField(blank=True, max_length=300, verbose_name='why it was not signed')),
                ('guardian', models.CharField(blank=True, max_length=120, verbose_name='guardian who was there')),
                ('words', models.TextField(blank=True, max_length=1000, verbose_name='what the person asked or said')),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='casework.case')),
                ('membership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
            ],
            options={
                'verbose_name': 'transparency notice',
                'indexes': [models.Index(fields=['case', '-given_on'], name='notices_of_a_case')],
                'constraints': [models.CheckConstraint(condition=models.Q(('points__len', 8)), name='notice_says_every_point'), models.CheckConstraint(condition=models.Q(('answer', 'signed'), models.Q(('answer_reason', ''), _negated=True), _connector='OR'), name='unsigned_notice_says_why'), models.CheckConstraint(condition=models.Q(('interpreter__in', ('not_needed', 'declined')), models.Q(('interpreter_name', ''), _negated=True), _connector='OR'), name='notice_names_its_interpreter')],
            },
        ),
        migrations.RunSQL((SQL / "telling.sql").read_text(), migrations.RunSQL.noop),
    ]
