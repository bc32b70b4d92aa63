"""What was approved can be taken back before it is carried out."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0008_code_holds'),
        ('casework', '0057_erasures_fall_due'),
        ('sharing', '0049_carrying_out'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='erasure',
            name='erasure_is_decided_by_somebody',
        ),
        migrations.AddField(
            model_name='erasure',
            name='withdrawal_words',
            field=models.TextField(blank=True, db_default='', default='', max_length=1000, verbose_name='why it was taken back'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='withdrawn_at',
            field=models.DateTimeField(editable=False, help_text='Only after it was approved', null=True),
        ),
        migrations.AddField(
            model_name='erasure',
            name='withdrawn_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('decider__isnull', True), ('state__in', ['proposed', 'withdrawn'])), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decider__isnull', False), ('state__in', ['approved', 'refused', 'done', 'withdrawn'])), _connector='OR'), name='erasure_is_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decider__isnull', False), ('state', 'withdrawn'), ('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), models.Q(('withdrawal_words', ''), ('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True), models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('decider__isnull', True), _connector='OR')), _connector='OR'), name='erasure_is_taken_back_by_somebody'),
        ),
        migrations.RunSQL((SQL / "taking_back.sql").read_text(), migrations.RunSQL.noop),
    ]
