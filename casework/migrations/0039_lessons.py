"""What was learned from cases: on its way inside the case, and standing for all as a row that knows no case."""

import uuid
from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0005_reminded_by'),
        ('casework', '0038_reviewed_on'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('heading', models.CharField(max_length=120, verbose_name='heading')),
                ('happened', models.TextField(max_length=1500, verbose_name='what happened')),
                ('helped', models.TextField(max_length=1500, verbose_name='what helped')),
                ('differently', models.TextField(max_length=1500, verbose_name='what we would do differently')),
                ('domains', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('community', 'Community'), ('family', 'Family'), ('education', 'Education'), ('work', 'Work'), ('housing', 'Housing'), ('health', 'Health'), ('leisure', 'Leisure'), ('faith_meaning', 'Faith or meaning')], max_length=14), blank=True, default=list, size=None, verbose_name='about')),
                ('year', models.PositiveSmallIntegerField(editable=False, verbose_name='year')),
                ('withdrawn_on', models.DateField(blank=True, editable=False, null=True)),
                ('withdrawn_because', models.CharField(blank=True, max_length=300, verbose_name='why it is withdrawn')),
                ('partnership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.partnership')),
            ],
            options={
                'verbose_name': 'lesson',
            },
        ),
        migrations.CreateModel(
            name='LessonDraft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('heading', models.CharField(max_length=120, verbose_name='heading')),
                ('happened', models.TextField(max_length=1500, verbose_name='what happened')),
                ('helped', models.TextField(max_length=1500, verbose_name='what helped')),
                ('differently', models.TextField(max_length=1500, verbose_name='what we would do differently')),
                ('domains', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('community', 'Community'), ('family', 'Family'), ('education', 'Education'), ('work', 'Work'), ('housing', 'Housing'), ('health', 'Health'), ('leisure', 'Leisure'), ('faith_meaning', 'Faith or meaning')], max_length=14), blank=True, default=list, size=None, verbose_name='about')),
                ('written_on', models.DateField(editable=False)),
                ('state', models.CharField(choices=[('waiting', 'Waits for approval'), ('returned', 'Returned to its author'), ('approved', 'Approved')], default='waiting', editable=False, max_length=8)),
                ('decided_on', models.DateField(blank=True, editable=False, null=True)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='why it is returned')),
                ('author', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lesson_drafts', to='casework.case')),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lesson', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.lesson')),
                ('membership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership')),
                ('partnership', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.partnership')),
            ],
            options={
                'verbose_name': 'lesson on its way',
            },
        ),
        migrations.AddConstraint(
            model_name='lesson',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_on__isnull', True), models.Q(('withdrawn_because', ''), _negated=True), _connector='OR'), name='withdrawn_lesson_says_why'),
        ),
        migrations.AddConstraint(
            model_name='lessondraft',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('author')), _negated=True), _connector='OR'), name='lesson_is_decided_by_another'),
        ),
        migrations.AddConstraint(
            model_name='lessondraft',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('decided_on__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_by__isnull', False), ('decided_on__isnull', False)), _connector='OR'), name='decided_lesson_says_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='lessondraft',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), ('state', 'returned'), _negated=True), name='returned_lesson_says_why'),
        ),
        migrations.AddConstraint(
            model_name='lessondraft',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lesson__isnull', False), ('state', 'approved')), models.Q(models.Q(('state', 'approved'), _negated=True), ('lesson__isnull', True)), _connector='OR'), name='approved_lesson_stands'),
        ),
        migrations.RunSQL((SQL / "lessons.sql").read_text(), migrations.RunSQL.noop),
    ]
