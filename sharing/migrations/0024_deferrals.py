"""Telling the person later: proposed by one, approved by another, ended on its day."""

from pathlib import Path

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0006_code_accepted_again'),
        ('casework', '0041_requests_fall_due'),
        ('sharing', '0023_disclosures_to_any_recipient'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Deferral',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('what', models.CharField(max_length=200, verbose_name='what was passed on')),
                ('to_whom', models.CharField(max_length=200, verbose_name='to whom')),
                ('made_on', models.DateField(verbose_name='passed on')),
                ('ground', models.CharField(choices=[('inquiry', 'It would obstruct an official inquiry or proceedings'), ('prevention', 'It would harm the prevention or prosecution of a crime, or the order of a court'), ('public_security', 'Public security'), ('national_security', 'National security'), ('others', 'The rights, freedoms, health or welfare of others')], max_length=20, verbose_name='ground')),
                ('facts', models.TextField(max_length=2000, verbose_name='facts')),
                ('until_on', models.DateField(verbose_name='the person is told on')),
                ('needs_second', models.BooleanField(db_default=False, default=False, verbose_name='the legal adviser approves too')),
                ('state', models.CharField(choices=[('proposed', 'Waits for a decision'), ('second', 'Waits for the legal adviser'), ('approved', 'Approved'), ('refused', 'Refused'), ('ended', 'Ended early')], default='proposed', max_length=10, verbose_name='state')),
                ('reason', models.CharField(blank=True, db_default='', default='', max_length=500, verbose_name='reason')),
                ('reviewed_on', models.DateField(blank=True, null=True, verbose_name='looked at again')),
                ('proposed_at', models.DateTimeField(editable=False)),
                ('decided_at', models.DateTimeField(editable=False, null=True)),
                ('second_at', models.DateTimeField(editable=False, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case')),
                ('decided_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
                ('decider', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deferrals', to='sharing.disclosure')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.partnership')),
                ('proposed_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
                ('proposer', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
                ('seconder', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'deferral',
                'indexes': [models.Index(fields=['partnership', 'state', 'until_on'], name='deferrals_of_a_partnership')],
                'constraints': [models.CheckConstraint(condition=models.Q(('decider__isnull', True), models.Q(('decider', models.F('proposer')), _negated=True), _connector='OR'), name='nobody_approves_their_own_deferral'), models.CheckConstraint(condition=models.Q(('seconder__isnull', True), models.Q(models.Q(('seconder', models.F('proposer')), _negated=True), models.Q(('seconder', models.F('decider')), _negated=True)), _connector='OR'), name='deferral_is_approved_again_by_a_third_person'), models.CheckConstraint(condition=models.Q(('state', 'proposed'), models.Q(('decided_at__isnull', False), ('decider__isnull', False)), _connector='OR'), name='deferral_is_decided_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved']), _negated=True), ('needs_second', False), models.Q(('second_at__isnull', False), ('seconder__isnull', False)), _connector='OR'), name='long_deferral_is_approved_twice'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['refused', 'ended']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='deferral_is_refused_or_ended_with_a_reason'), models.CheckConstraint(condition=models.Q(('until_on__gt', models.F('made_on'))), name='deferral_ends_after_the_disclosure'), models.UniqueConstraint(models.F('disclosure'), condition=models.Q(('state__in', ('proposed', 'second'))), name='one_deferral_of_a_disclosure_to_decide')],
            },
        ),
        migrations.RunSQL((SQL / "deferrals.sql").read_text(), migrations.RunSQL.noop),
    ]
