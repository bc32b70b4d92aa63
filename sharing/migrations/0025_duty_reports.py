"""Duty reports: what any member passes to law enforcement to prevent a crime, in three rows for three circles."""

import uuid
from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0007_duty_reports'),
        ('casework', '0042_duty_reports'),
        ('sharing', '0024_deferrals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DutyPassed',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('text', models.TextField(max_length=4000, verbose_name='what passes')),
                ('is_released', models.BooleanField(db_default=False, default=False, verbose_name='the team may read it')),
                ('how_soon', models.CharField(choices=[('now', 'Now: today or tonight'), ('days', 'Within days'), ('weeks', 'Within weeks'), ('unknown', 'Nobody can say')], max_length=8, verbose_name='how soon')),
                ('phoned_at', models.DateTimeField(blank=True, null=True, verbose_name='phoned')),
                ('phoned_whom', models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='spoken to')),
                ('sent_at', models.DateTimeField(editable=False)),
                ('sender', models.CharField(editable=False, max_length=150)),
                ('acknowledged_at', models.DateTimeField(editable=False, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('acted', 'Acted on it'), ('noted', 'Noted'), ('no_action', 'No further action'), ('cannot_say', 'Cannot say')], db_default='', default='', max_length=10)),
                ('outcome_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'verbose_name': 'text passed on by a duty report',
            },
        ),
        migrations.CreateModel(
            name='DutyReport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('how_soon', models.CharField(choices=[('now', 'Now: today or tonight'), ('days', 'Within days'), ('weeks', 'Within weeks'), ('unknown', 'Nobody can say')], max_length=8, verbose_name='how soon')),
                ('rests_on', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('behaviour', 'Something that is done or being prepared'), ('intent', 'Something that somebody says they will do, or is drawn into'), ('belief', 'What somebody believes or thinks')], max_length=10), size=None, verbose_name='rests on')),
                ('is_health', models.BooleanField(db_default=False, default=False, verbose_name='holds health data')),
                ('made_at', models.DateTimeField(editable=False)),
                ('acknowledged_at', models.DateTimeField(editable=False, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('acted', 'Acted on it'), ('noted', 'Noted'), ('no_action', 'No further action'), ('cannot_say', 'Cannot say')], db_default='', default='', max_length=10)),
                ('outcome_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'verbose_name': 'duty report',
            },
        ),
        migrations.CreateModel(
            name='DutyWord',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('feared', models.TextField(max_length=2000, verbose_name='what is feared')),
                ('at_risk', models.TextField(max_length=1000, verbose_name='who is at risk')),
                ('known', models.TextField(max_length=4000, verbose_name='what is known')),
                ('thought', models.TextField(blank=True, max_length=4000, verbose_name='what is thought')),
            ],
            options={
                'verbose_name': 'words of a duty report',
            },
        ),
        migrations.RemoveConstraint(
            model_name='disclosure',
            name='disclosure_has_one_origin',
        ),
        migrations.AddField(
            model_name='dutypassed',
            name='acknowledged_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership'),
        ),
        migrations.AddField(
            model_name='dutypassed',
            name='sender_agency',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='dutypassed',
            name='to_agency',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='dutyreport',
            name='agency',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='dutyreport',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='dutyreport',
            name='corrects',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='sharing.dutyreport'),
        ),
        migrations.AddField(
            model_name='dutyreport',
            name='membership',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership'),
        ),
        migrations.AddField(
            model_name='dutyreport',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.partnership'),
        ),
        migrations.AddField(
            model_name='dutyreport',
            name='to_agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='to'),
        ),
        migrations.AddField(
            model_name='dutyreport',
            name='user',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dutypassed',
            name='report',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='passed', to='sharing.dutyreport'),
        ),
        migrations.AddField(
            model_name='disclosure',
            name='duty_report',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='disclosure', to='sharing.dutyreport'),
        ),
        migrations.AddConstraint(
            model_name='disclosure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('duty_report__isnull', True), ('report__isnull', False)), models.Q(('duty_report__isnull', False), ('report__isnull', True)), _connector='OR'), name='disclosure_has_one_origin'),
        ),
        migrations.AddField(
            model_name='dutyword',
            name='report',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='words', to='sharing.dutyreport'),
        ),
        migrations.AddIndex(
            model_name='dutyreport',
            index=models.Index(fields=['case', '-made_at'], name='duty_reports_of_a_case'),
        ),
        migrations.AddConstraint(
            model_name='dutyreport',
            constraint=models.CheckConstraint(condition=models.Q(('rests_on__overlap', ['behaviour', 'intent'])), name='duty_report_rests_on_more_than_belief'),
        ),
        migrations.AddIndex(
            model_name='dutypassed',
            index=models.Index(fields=['to_agency', '-sent_at'], name='duty_reports_of_a_receiver'),
        ),
        migrations.AddConstraint(
            model_name='dutypassed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('how_soon', 'now'), _negated=True), models.Q(('phoned_at__isnull', False), models.Q(('phoned_whom', ''), _negated=True)), _connector='OR'), name='what_is_feared_now_was_phoned_first'),
        ),
        migrations.AddConstraint(
            model_name='dutypassed',
            constraint=models.CheckConstraint(condition=models.Q(('outcome', ''), models.Q(('acknowledged_at__isnull', False), ('outcome_at__isnull', False)), _connector='OR'), name='outcome_follows_the_receipt'),
        ),
        migrations.RunSQL((SQL / "duty_reports.sql").read_text(), migrations.RunSQL.noop),
    ]
