"""That somebody looked whether a record is still needed."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0006_code_accepted_again'),
        ('casework', '0035_code_and_retention_fall_due'),
        ('sharing', '0017_corrected_by_the_successor'),
    ]

    operations = [
        migrations.CreateModel(
            name='RetentionReview',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reviewed_on', models.DateField(editable=False, verbose_name='reviewed')),
                ('proposal', models.CharField(choices=[('keep', 'Keep the record'), ('erase', 'Erase the record')], max_length=5, verbose_name='proposal')),
                ('reason', models.CharField(max_length=500, verbose_name='why')),
                ('next_on', models.DateField(verbose_name='next review')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='retention_reviews', to='casework.case')),
                ('membership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
            ],
            options={
                'verbose_name': 'retention review',
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='retention_review_says_why'), models.CheckConstraint(condition=models.Q(('next_on__gt', models.F('reviewed_on'))), name='retention_is_reviewed_again_later')],
            },
        ),
        migrations.RunSQL((SQL / "retention.sql").read_text(), migrations.RunSQL.noop),
    ]
