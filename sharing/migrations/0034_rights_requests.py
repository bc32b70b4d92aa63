"""What the person asks about their own record, with its clock; words apart from it."""

from pathlib import Path

import django.db.models.deletion
import uuid
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0007_duty_reports'),
        ('casework', '0046_rights_fall_due'),
        ('sharing', '0033_notice_deferrals'),
    ]

    operations = [
        migrations.CreateModel(
            name='RightsRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('access', 'To see what is held about them'), ('rectification', 'That something is put right'), ('erasure', 'That something is erased'), ('restriction', 'That something is not used while it is looked into')], max_length=13, verbose_name='what is asked')),
                ('how', models.CharField(choices=[('letter', 'By letter'), ('mail', 'By e-mail'), ('talk', 'In a conversation'), ('phone', 'By telephone'), ('other', 'Through somebody who acts for them')], max_length=6, verbose_name='how it came')),
                ('received_on', models.DateField(verbose_name='received')),
                ('identity', models.CharField(blank=True, choices=[('known', 'We know them: they asked us face to face'), ('document', 'We saw a document'), ('mandate', 'We saw that somebody may act for them')], db_default='', default='', max_length=8, verbose_name='how we know who asks')),
                ('identity_on', models.DateField(blank=True, null=True, verbose_name='identity checked')),
                ('due_on', models.DateField(editable=False, verbose_name='answer due')),
                ('extended_to', models.DateField(blank=True, null=True, verbose_name='answer due at the latest')),
                ('extension_told_on', models.DateField(blank=True, null=True, verbose_name='told that it takes longer')),
                ('state', models.CharField(choices=[('received', 'To be answered'), ('granted', 'Granted'), ('partly', 'Granted in part'), ('refused', 'Refused'), ('withdrawn', 'Taken back by the person')], default='received', max_length=9, verbose_name='state')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='decided')),
                ('remedy_told_on', models.DateField(blank=True, null=True, verbose_name='told where to complain')),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rights_requests', to='casework.case')),
                ('decided_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
                ('membership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
                ('partnership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.partnership')),
            ],
            options={
                'verbose_name': 'request of the person',
            },
        ),
        migrations.CreateModel(
            name='RightsWord',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('asked', 'What the person asks'), ('longer', 'Why it takes longer, as the person was told'), ('decided', 'What was decided and why, as the person was told')], max_length=7)),
                ('text', models.TextField(max_length=4000, verbose_name='in words')),
                ('at', models.DateTimeField(editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case')),
                ('membership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='words', to='sharing.rightsrequest')),
            ],
            options={
                'verbose_name': 'words on a request of the person',
            },
        ),
        migrations.AddIndex(
            model_name='rightsrequest',
            index=models.Index(fields=['partnership', 'state', 'due_on'], name='rights_of_a_partnership'),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('identity', ''), ('identity_on__isnull', True)), models.Q(models.Q(('identity', ''), _negated=True), ('identity_on__isnull', False)), _connector='OR'), name='rights_identity_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('extended_to__isnull', True), ('extension_told_on__isnull', True)), models.Q(('extended_to__gt', models.F('due_on')), ('extension_told_on__lte', models.F('due_on'))), _connector='OR'), name='rights_are_extended_forward_and_told_in_time'),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('decided_on__isnull', True), ('state', 'received')), models.Q(models.Q(('state', 'received'), _negated=True), ('decided_by__isnull', False), ('decided_on__isnull', False)), _connector='OR'), name='rights_are_decided_by_somebody_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['granted', 'partly']), _negated=True), models.Q(('identity', ''), _negated=True), _connector='OR'), name='rights_are_granted_to_whoever_is_known'),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('partly', 'refused')), _negated=True), ('remedy_told_on__isnull', False), _connector='OR'), name='rights_refused_name_the_remedy'),
        ),
        migrations.AddConstraint(
            model_name='rightsword',
            constraint=models.UniqueConstraint(models.F('request'), models.F('kind'), name='rights_words_are_said_once'),
        ),
        migrations.AddConstraint(
            model_name='rightsword',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='rights_words_say_something'),
        ),
        migrations.RunSQL((SQL / "rights.sql").read_text(), migrations.RunSQL.noop),
    ]
