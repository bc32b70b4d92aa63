"""Instruments, assessments, contributions and what the team judges together."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0004_agreements_in_force'),
        ('casework', '0027_findings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('initial', 'First assessment'), ('review', 'Review'), ('pre_release', 'Before release'), ('triggered', 'After an event'), ('closing', 'At closing')], max_length=12, verbose_name='kind')),
                ('setting', models.CharField(choices=[('community', 'In the community'), ('custody', 'In custody')], default='community', max_length=10, verbose_name='setting')),
                ('as_of', models.DateField(help_text='The day for which it is judged', verbose_name='as of')),
                ('no_custody', models.BooleanField(default=False, verbose_name='there was no custody')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='why now')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('contributions_open', 'Contributions'), ('consensus', 'Consensus'), ('signed', 'Signed'), ('countersigned', 'Countersigned'), ('superseded', 'Replaced by a correction')], default='draft', max_length=18, verbose_name='state')),
                ('opened_at', models.DateTimeField(editable=False)),
                ('contribute_by', models.DateField(blank=True, null=True, verbose_name='contributions by')),
                ('signed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('countersigned_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('correction_reason', models.CharField(blank=True, max_length=300, verbose_name='what is corrected')),
                ('assessor', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='casework.case')),
                ('corrects', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='assessments.assessment')),
                ('countersigner', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
            ],
            options={
                'verbose_name': 'assessment',
            },
        ),
        migrations.CreateModel(
            name='ConsensusRating',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('item', models.CharField(max_length=20, verbose_name='item')),
                ('answer', models.CharField(blank=True, max_length=20, verbose_name='answer')),
                ('relevance', models.CharField(blank=True, choices=[('low', 'Low'), ('some', 'Some'), ('high', 'High')], max_length=4, verbose_name="relevance to this person's offending")),
                ('reason', models.CharField(blank=True, max_length=600, verbose_name='reason')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consensus', to='assessments.assessment')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case')),
                ('membership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
            ],
            options={
                'verbose_name': 'consensus on an item',
            },
        ),
        migrations.CreateModel(
            name='Dissent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('item', models.CharField(blank=True, max_length=20, verbose_name='item')),
                ('view', models.CharField(max_length=300, verbose_name='our view')),
                ('reason', models.CharField(max_length=600, verbose_name='why')),
                ('at', models.DateTimeField(editable=False)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dissents', to='assessments.assessment')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case')),
                ('membership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
            ],
            options={
                'verbose_name': 'dissent',
            },
        ),
        migrations.CreateModel(
            name='Formulation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('why_then', models.TextField(blank=True, verbose_name='why then')),
                ('how', models.TextField(blank=True, verbose_name='how it happened')),
                ('inside', models.TextField(blank=True, verbose_name='inside the person')),
                ('around', models.TextField(blank=True, verbose_name='around the person')),
                ('keeps_going', models.TextField(blank=True, verbose_name='what keeps it going')),
                ('pulls_away', models.TextField(blank=True, verbose_name='what pulls away')),
                ('strengths', models.TextField(blank=True, verbose_name='strengths to build on')),
                ('unknown', models.TextField(blank=True, verbose_name='what we do not know')),
                ('assessment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='formulation', to='assessments.assessment')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case')),
            ],
            options={
                'verbose_name': 'formulation',
            },
        ),
        migrations.CreateModel(
            name='InformationGap',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('text', models.CharField(max_length=300, verbose_name='what is not known')),
                ('due_on', models.DateField(verbose_name='by')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='closed')),
                ('answer', models.CharField(blank=True, max_length=300, verbose_name='what was found')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gaps', to='assessments.assessment')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership', verbose_name='who finds out')),
            ],
            options={
                'verbose_name': 'information gap',
            },
        ),
        migrations.CreateModel(
            name='Instrument',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('code', models.CharField(max_length=20, verbose_name='code')),
                ('number', models.CharField(max_length=20, verbose_name='version')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('definition', models.JSONField(verbose_name='questions')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('loaded_at', models.DateTimeField(editable=False)),
                ('membership', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.partnership')),
            ],
            options={
                'verbose_name': 'instrument',
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('state', models.CharField(choices=[('asked', 'Asked'), ('begun', 'Begun'), ('handed_in', 'Handed in'), ('nothing', 'Nothing to contribute')], max_length=10, verbose_name='state')),
                ('due_on', models.DateField(verbose_name='by')),
                ('no_custody', models.BooleanField(default=False, editable=False)),
                ('nothing_reason', models.CharField(blank=True, max_length=300, verbose_name='why nothing')),
                ('release_to', models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                ('handed_in_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('opened', models.BooleanField(default=False, editable=False)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='assessments.assessment')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='casework.case')),
                ('membership', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
                ('note', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contribution', to='casework.note')),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.instrument')),
            ],
            options={
                'verbose_name': 'contribution',
            },
        ),
        migrations.AddField(
            model_name='assessment',
            name='instrument',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.instrument'),
        ),
        migrations.CreateModel(
            name='ItemRating',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('item', models.CharField(max_length=20, verbose_name='item')),
                ('answer', models.CharField(blank=True, max_length=20, verbose_name='answer')),
                ('relevance', models.CharField(blank=True, choices=[('low', 'Low'), ('some', 'Some'), ('high', 'High')], max_length=4, verbose_name="relevance to this person's offending")),
                ('grounds', models.CharField(blank=True, max_length=600, verbose_name='grounds')),
                ('nature', models.CharField(choices=[('fact', 'Fact: seen or recorded'), ('reported', 'Reported: someone told us'), ('opinion', 'Opinion: professional judgement')], default='fact', max_length=8, verbose_name='nature')),
                ('confidence', models.CharField(blank=True, choices=[('low', 'Low'), ('medium', 'Medium'), ('high', 'High')], max_length=6, verbose_name='confidence')),
                ('is_health', models.BooleanField(default=False, editable=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='casework.case')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='assessments.contribution')),
            ],
            options={
                'verbose_name': 'rating of an item',
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('is_current', models.BooleanField(default=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case')),
                ('consensus', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='assessments.consensusrating')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.note')),
                ('rating', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='assessments.itemrating')),
            ],
            options={
                'verbose_name': 'record behind a rating',
            },
        ),
        migrations.CreateModel(
            name='Judgement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('priority', models.CharField(choices=[('routine', 'Routine'), ('raised', 'Raised'), ('urgent', 'Urgent')], max_length=8, verbose_name='priority')),
                ('imminence', models.CharField(choices=[('now', 'Now'), ('weeks', 'Within weeks'), ('months', 'Within months'), ('none_seen', 'None seen')], max_length=9, verbose_name='imminence')),
                ('confidence', models.CharField(choices=[('low', 'Low'), ('medium', 'Medium'), ('high', 'High')], max_length=6, verbose_name='confidence')),
                ('words', models.TextField(verbose_name='judgement in words')),
                ('rests_on', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='items it rests on')),
                ('assessment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='judgement', to='assessments.assessment')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case')),
            ],
            options={
                'verbose_name': 'summary judgement',
            },
        ),
        migrations.CreateModel(
            name='Scenario',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('return', 'Return to the group'), ('violence', 'Violent act'), ('harm_to_person', 'Harm to the person'), ('good_life', 'Good life in twelve months')], max_length=14, verbose_name='kind')),
                ('who', models.CharField(max_length=300, verbose_name='who')),
                ('what', models.CharField(max_length=600, verbose_name='what happens')),
                ('where', models.CharField(blank=True, max_length=300, verbose_name='where')),
                ('how_soon', models.CharField(max_length=120, verbose_name='how soon')),
                ('first_signs', models.CharField(max_length=600, verbose_name='first signs')),
                ('first_response', models.CharField(max_length=600, verbose_name='first response')),
                ('if_that_fails', models.CharField(blank=True, max_length=600, verbose_name='if that fails')),
                ('is_current', models.BooleanField(default=True, editable=False)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scenarios', to='assessments.assessment')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case')),
                ('responder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership', verbose_name='who responds first')),
            ],
            options={
                'verbose_name': 'scenario',
            },
        ),
        migrations.AddConstraint(
            model_name='consensusrating',
            constraint=models.UniqueConstraint(models.F('assessment'), models.F('item'), name='item_has_one_consensus'),
        ),
        migrations.AddIndex(
            model_name='dissent',
            index=models.Index(fields=['assessment', 'at'], name='dissents_of_an_assessment'),
        ),
        migrations.AddIndex(
            model_name='informationgap',
            index=models.Index(fields=['assessment'], name='gaps_of_an_assessment'),
        ),
        migrations.AddConstraint(
            model_name='instrument',
            constraint=models.UniqueConstraint(models.F('partnership'), models.F('code'), models.F('number'), name='instrument_version_is_loaded_once'),
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(fields=['agency', 'state'], name='contributions_of_an_agency'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.UniqueConstraint(models.F('assessment'), models.F('agency'), name='agency_contributes_once'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'handed_in'), _negated=True), models.Q(('note__isnull', False), ('handed_in_at__isnull', False)), _connector='OR'), name='handed_in_has_its_words'),
        ),
        migrations.AddIndex(
            model_name='assessment',
            index=models.Index(fields=['case', '-as_of'], name='assessments_of_a_case'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(models.F('case'), condition=models.Q(('state__in', ['draft', 'contributions_open', 'consensus'])), name='one_assessment_in_the_making'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['signed', 'countersigned', 'superseded']), _negated=True), ('signed_at__isnull', False), _connector='OR'), name='locked_assessment_was_signed'),
        ),
        migrations.AddConstraint(
            model_name='itemrating',
            constraint=models.UniqueConstraint(models.F('contribution'), models.F('item'), name='item_is_rated_once_by_an_agency'),
        ),
        migrations.AddIndex(
            model_name='evidence',
            index=models.Index(fields=['rating'], name='evidence_of_a_rating'),
        ),
        migrations.AddIndex(
            model_name='evidence',
            index=models.Index(fields=['consensus'], name='evidence_of_a_consensus'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('consensus__isnull', False), ('rating__isnull', True)), models.Q(('consensus__isnull', True), ('rating__isnull', False)), _connector='OR'), name='evidence_is_of_one_rating'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.UniqueConstraint(models.F('rating'), models.F('note'), name='record_stands_once_behind_a_rating'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.UniqueConstraint(models.F('consensus'), models.F('note'), name='record_stands_once_behind_a_consensus'),
        ),
        migrations.AddIndex(
            model_name='scenario',
            index=models.Index(fields=['assessment'], name='scenarios_of_an_assessment'),
        ),
    ]
