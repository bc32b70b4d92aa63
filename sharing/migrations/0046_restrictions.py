"""Restriction of processing: a note or a whole case that goes no further."""

from pathlib import Path

import django.db.models.deletion
import uuid
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0008_code_holds'),
        ('casework', '0056_restrictions_fall_due'),
        ('sharing', '0045_advisers_ledger'),
    ]

    operations = [
        migrations.AlterField(
            model_name='reportomission',
            name='why',
            field=models.CharField(choices=[('not_cleared', 'Not cleared for the court'), ('health_secrecy', 'Health secrecy'), ('secrecy', 'Professional secrecy'), ('investigation', 'Secrecy of an investigation'), ('sealed', 'Sealed by the agency that wrote it'), ('nature', 'Not a matter for the court: voluntary, or faith or conviction'), ('not_assessed', 'A sign that was not assessed together'), ('not_recorded', 'Planned, and nobody recorded what came of it'), ('one_signature', 'Waits to be countersigned'), ('restricted', 'Restricted: it goes no further for now'), ('beyond_your_tier', 'Cleared, but no text of it that you may read')], max_length=16, verbose_name='why'),
        ),
        migrations.CreateModel(
            name='Restriction',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('ground', models.CharField(choices=[('contested', 'The person contests it, and it is not known yet whether it is right'), ('evidence', 'It must be kept as evidence'), ('unlawful', 'It should not be held, and the person wants it restricted rather than erased'), ('claims', 'The person needs it for a claim of theirs'), ('objection', 'The person objects, and it is being weighed')], max_length=9, verbose_name='ground')),
                ('placed_on', models.DateField(editable=False, verbose_name='restricted since')),
                ('review_on', models.DateField(verbose_name='looked at again')),
                ('lifted_on', models.DateField(blank=True, null=True, verbose_name='lifted')),
                ('told_on', models.DateField(blank=True, null=True, verbose_name='the person was told before it was lifted')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='restrictions', to='casework.case')),
                ('lifted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
                ('membership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
                ('newest', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.note')),
                ('note', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.note')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='restrictions', to='sharing.rightsrequest')),
            ],
            options={
                'verbose_name': 'restriction',
            },
        ),
        migrations.CreateModel(
            name='RestrictionWord',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('placed', 'Why it is restricted'), ('lifted', 'Why that was lifted')], max_length=6)),
                ('text', models.TextField(max_length=2000, verbose_name='in words')),
                ('at', models.DateTimeField(editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case')),
                ('membership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
                ('note', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.note')),
                ('restriction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='words', to='sharing.restriction')),
            ],
            options={
                'verbose_name': 'words on a restriction',
            },
        ),
        migrations.AddIndex(
            model_name='restriction',
            index=models.Index(condition=models.Q(('lifted_on', None)), fields=['case'], name='restrictions_that_run'),
        ),
        migrations.AddConstraint(
            model_name='restriction',
            constraint=models.UniqueConstraint(models.F('case'), models.F('newest'), condition=models.Q(('lifted_on', None)), name='restricted_once_at_a_time', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='restriction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_by', None), ('lifted_on', None), ('told_on', None)), models.Q(('lifted_by__isnull', False), ('lifted_on__isnull', False), ('told_on__gte', models.F('placed_on')), ('told_on__lte', models.F('lifted_on'))), _connector='OR'), name='person_is_told_before_a_restriction_is_lifted'),
        ),
        migrations.AddConstraint(
            model_name='restriction',
            constraint=models.CheckConstraint(condition=models.Q(('review_on__gt', models.F('placed_on'))), name='restriction_is_looked_at_again'),
        ),
        migrations.AddConstraint(
            model_name='restriction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('newest', None), ('note', None)), models.Q(('newest__isnull', False), ('note__isnull', False)), _connector='OR'), name='restriction_follows_its_note'),
        ),
        migrations.AddConstraint(
            model_name='restrictionword',
            constraint=models.UniqueConstraint(models.F('restriction'), models.F('kind'), name='words_on_a_restriction_once'),
        ),
        migrations.AddConstraint(
            model_name='restrictionword',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='words_on_a_restriction_say_something'),
        ),
        migrations.RunSQL((SQL / "restricted.sql").read_text(), migrations.RunSQL.noop),
    ]
