"""The file for the person: put together, reviewed, handed over."""

from pathlib import Path

import access.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0008_code_holds'),
        ('casework', '0046_rights_fall_due'),
        ('sharing', '0034_rights_requests'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='rightsrequest',
            name='handed_at',
            field=models.DateTimeField(editable=False, help_text='When a file went to the person', null=True),
        ),
        migrations.CreateModel(
            name='AccessFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('given', access.fields.ProtectedTextField(verbose_name='what may be given')),
                ('stays_out', models.JSONField(default=dict, verbose_name='what stays out by the rule')),
                ('state', models.CharField(choices=[('assembled', 'Put together'), ('in_review', 'Waits for somebody else to review it'), ('reviewed', 'Reviewed'), ('handed', 'Handed over'), ('dropped', 'Put together anew')], default='assembled', max_length=9, verbose_name='state')),
                ('assembled_at', models.DateTimeField(editable=False)),
                ('reviewed_at', models.DateTimeField(editable=False, null=True)),
                ('handed_on', models.DateField(blank=True, null=True, verbose_name='handed over')),
                ('handed_how', models.CharField(blank=True, choices=[('hand', 'Handed over in person'), ('letter', 'By letter'), ('mail', 'By secure e-mail')], default='', max_length=6, verbose_name='how')),
                ('pdf', access.fields.ProtectedTextField(blank=True, default='', editable=False)),
                ('data', access.fields.ProtectedTextField(blank=True, default='', editable=False)),
                ('assembled_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
                ('assembler', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case')),
                ('handed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
                ('partnership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.partnership')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='sharing.rightsrequest')),
                ('reviewer', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'file for the person',
            },
        ),
        migrations.CreateModel(
            name='AccessOmission',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=120, verbose_name='entry')),
                ('ground', models.CharField(choices=[('others', 'It would harm the rights of somebody else'), ('source', 'It would show who told it in confidence'), ('safety', 'Somebody would be in danger'), ('inquiry', 'It would obstruct an inquiry or proceedings'), ('secret', 'A law keeps it secret')], max_length=8, verbose_name='ground')),
                ('reason', models.CharField(max_length=300, verbose_name='why')),
                ('at', models.DateTimeField(editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='omissions', to='sharing.accessfile')),
                ('membership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
            ],
            options={
                'verbose_name': 'entry kept out of a file for the person',
            },
        ),
        migrations.AddConstraint(
            model_name='accessfile',
            constraint=models.CheckConstraint(condition=models.Q(('reviewer__isnull', True), models.Q(('reviewer', models.F('assembler')), _negated=True), _connector='OR'), name='nobody_reviews_what_they_put_together'),
        ),
        migrations.AddConstraint(
            model_name='accessfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['reviewed', 'handed']), _negated=True), models.Q(('reviewed_at__isnull', False), ('reviewer__isnull', False)), _connector='OR'), name='file_is_reviewed_before_it_is_handed_over'),
        ),
        migrations.AddConstraint(
            model_name='accessfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'handed'), _negated=True), models.Q(('handed_by__isnull', False), ('handed_on__isnull', False), models.Q(('handed_how', ''), _negated=True)), _connector='OR'), name='file_is_handed_over_by_somebody_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='accessfile',
            constraint=models.UniqueConstraint(models.F('request'), condition=models.Q(('state', 'dropped'), _negated=True), name='one_file_for_a_request_of_the_person'),
        ),
        migrations.AddConstraint(
            model_name='accessomission',
            constraint=models.UniqueConstraint(models.F('file'), models.F('key'), name='entry_is_kept_out_once'),
        ),
        migrations.AddConstraint(
            model_name='accessomission',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='entry_is_kept_out_with_a_reason'),
        ),
        migrations.RunSQL((SQL / "access_files.sql").read_text(), migrations.RunSQL.noop),
    ]
