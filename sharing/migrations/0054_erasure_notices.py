"""Recipients of what is erased, who fall due before anything is removed."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0008_code_holds'),
        ('casework', '0063_erasures_told'),
        ('sharing', '0053_known_keys'),
    ]

    operations = [
        migrations.CreateModel(
            name='ErasureNotice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('manager', 'The case manager'), ('agency', 'An agency'), ('court', 'A court'), ('others', 'Others, by their number')], editable=False, max_length=7, verbose_name='recipient')),
                ('others', models.PositiveIntegerField(db_default=0, default=0, editable=False, help_text='How many they are')),
                ('due_on', models.DateField(editable=False, verbose_name='to be told by')),
                ('raised_at', models.DateTimeField(editable=False)),
                ('told_on', models.DateField(blank=True, null=True, verbose_name='told on')),
                ('how', models.CharField(blank=True, choices=[('talk', 'In a conversation'), ('phone', 'By telephone'), ('mail', 'By secure e-mail'), ('letter', 'By letter'), ('hand', 'Handed over on paper')], db_default='', default='', max_length=8, verbose_name='how')),
                ('not_told', models.CharField(blank=True, choices=[('unknown', 'Nobody can say any more who they are'), ('unreachable', 'They cannot be reached'), ('ended', 'They exist no more'), ('effort', 'It would take an effort out of all proportion')], db_default='', default='', max_length=11, verbose_name='why they cannot be told')),
                ('settled_at', models.DateTimeField(editable=False, null=True)),
                ('agency', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('court', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.court')),
                ('erasure', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='sharing.erasure')),
                ('membership', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
            ],
            options={
                'verbose_name': 'recipient of what was erased',
                'constraints': [models.UniqueConstraint(models.F('erasure'), models.F('kind'), models.F('agency'), models.F('court'), name='recipient_of_an_erasure_stands_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('court__isnull', True), ('kind__in', ['manager', 'agency']), ('others', 0)), models.Q(('agency__isnull', True), ('court__isnull', False), ('kind', 'court'), ('others', 0)), models.Q(('agency__isnull', True), ('court__isnull', True), ('kind', 'others'), ('others__gt', 0)), _connector='OR'), name='recipient_of_an_erasure_is_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('how', ''), ('membership__isnull', True), ('not_told', ''), ('settled_at__isnull', True), ('told_on__isnull', True)), models.Q(('membership__isnull', False), ('settled_at__isnull', False), models.Q(models.Q(('not_told', ''), ('told_on__isnull', False), models.Q(('how', ''), _negated=True)), models.Q(('how', ''), ('told_on__isnull', True), models.Q(('not_told', ''), _negated=True)), _connector='OR')), _connector='OR'), name='recipient_of_an_erasure_is_told_or_cannot_be')],
            },
        ),
        migrations.RunSQL((SQL / "erasure_told.sql").read_text(), migrations.RunSQL.noop),
    ]
