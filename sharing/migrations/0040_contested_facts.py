"""Facts that the person contests, the answers of agencies, the recipients who are told."""

from pathlib import Path

import django.db.models.deletion
import uuid
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0008_code_holds'),
        ('casework', '0053_contested_facts_fall_due'),
        ('sharing', '0039_walls_of_holds'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContestedFact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('named_at', models.DateTimeField(editable=False)),
                ('due_on', models.DateField(editable=False, verbose_name='answer due')),
                ('outcome', models.CharField(blank=True, choices=[('corrected', 'Put right, as the person asked'), ('stands', 'Its agency says that it stands'), ('unclear', 'Its agency cannot find out whether it is right'), ('dropped', 'The person does not contest it any more')], db_default='', default='', max_length=9, verbose_name='answer')),
                ('answered_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('answered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case')),
                ('membership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
                ('newest', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.note')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.note')),
                ('originator', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contested', to='sharing.rightsrequest')),
            ],
            options={
                'verbose_name': 'contested fact',
            },
        ),
        migrations.CreateModel(
            name='ContestedWord',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('person', 'What the person says'), ('corrected', 'What was put right'), ('stands', 'Why it stands'), ('unclear', 'What was tried to find out')], max_length=9)),
                ('text', models.TextField(max_length=4000, verbose_name='in words')),
                ('at', models.DateTimeField(editable=False)),
                ('fact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='words', to='sharing.contestedfact')),
                ('membership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.note')),
            ],
            options={
                'verbose_name': 'words on a contested fact',
            },
        ),
        migrations.CreateModel(
            name='CorrectionNotice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('outcome', models.CharField(choices=[('corrected', 'Put right, as the person asked'), ('stands', 'Its agency says that it stands'), ('unclear', 'Its agency cannot find out whether it is right'), ('dropped', 'The person does not contest it any more')], max_length=9)),
                ('due_on', models.DateField(verbose_name='to be told by')),
                ('raised_at', models.DateTimeField(editable=False)),
                ('told_on', models.DateField(blank=True, null=True, verbose_name='told on')),
                ('how', models.CharField(blank=True, choices=[('talk', 'In a conversation'), ('phone', 'By telephone'), ('mail', 'By secure e-mail'), ('letter', 'By letter'), ('hand', 'Handed over on paper')], db_default='', default='', max_length=8, verbose_name='how')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case')),
                ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='sharing.disclosure')),
                ('fact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='sharing.contestedfact')),
                ('membership', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
            ],
            options={
                'verbose_name': 'notice to a recipient',
            },
        ),
        migrations.AddIndex(
            model_name='contestedfact',
            index=models.Index(fields=['newest'], name='contested_by_version'),
        ),
        migrations.AddConstraint(
            model_name='contestedfact',
            constraint=models.UniqueConstraint(models.F('request'), models.F('note'), name='note_is_contested_once_in_a_request'),
        ),
        migrations.AddConstraint(
            model_name='contestedfact',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'dropped']), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='contested_fact_is_answered_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='contestedword',
            constraint=models.UniqueConstraint(models.F('fact'), models.F('kind'), name='words_on_a_contested_fact_once'),
        ),
        migrations.AddConstraint(
            model_name='contestedword',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='words_on_a_contested_fact_say_something'),
        ),
        migrations.AddIndex(
            model_name='correctionnotice',
            index=models.Index(fields=['case', '-raised_at'], name='correction_notices_of_a_case'),
        ),
        migrations.AddConstraint(
            model_name='correctionnotice',
            constraint=models.UniqueConstraint(models.F('fact'), models.F('disclosure'), models.F('outcome'), name='recipient_is_told_once_of_an_answer'),
        ),
        migrations.AddConstraint(
            model_name='correctionnotice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('how', ''), ('membership__isnull', True), ('told_on__isnull', True)), models.Q(('membership__isnull', False), ('told_on__isnull', False), models.Q(('how', ''), _negated=True)), _connector='OR'), name='recipient_is_told_by_somebody_somehow'),
        ),
        migrations.RunSQL((SQL / "contested.sql").read_text(), migrations.RunSQL.noop),
    ]
