"""Ways in are read from the index alone; indexes that another one leads already are gone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0003_duty_reports_and_notification'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('casework', '0005_notes_by_recording'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='caseagencygrant',
            name='one_grant_per_agency_and_case',
        ),
        migrations.RemoveConstraint(
            model_name='caseteammember',
            name='one_place_per_person_and_case',
        ),
        migrations.RemoveIndex(
            model_name='caseteammember',
            name='team_of_a_case',
        ),
        migrations.AlterUniqueTogether(
            name='caseagencygrant',
            unique_together=set(),
        ),
        migrations.AlterUniqueTogether(
            name='caseteammember',
            unique_together=set(),
        ),
        migrations.AlterField(
            model_name='caseagencygrant',
            name='content_object',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='agency_grants', to='casework.case'),
        ),
        migrations.AlterField(
            model_name='caseagencygrant',
            name='group',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='auth.group'),
        ),
        migrations.AlterField(
            model_name='caseagencygrant',
            name='permission',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='auth.permission'),
        ),
        migrations.AlterField(
            model_name='caseteammember',
            name='content_object',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='team', to='casework.case'),
        ),
        migrations.AlterField(
            model_name='caseteammember',
            name='membership',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership'),
        ),
        migrations.AlterField(
            model_name='caseteammember',
            name='permission',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='auth.permission'),
        ),
        migrations.AlterField(
            model_name='caseteammember',
            name='user',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='note',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='casework.case'),
        ),
        migrations.AlterField(
            model_name='notelisting',
            name='note',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='listings', to='casework.note'),
        ),
        migrations.AlterField(
            model_name='noteresponse',
            name='note',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='casework.note'),
        ),
        migrations.AlterField(
            model_name='notetext',
            name='note',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='casework.note'),
        ),
        migrations.AddIndex(
            model_name='caseteammember',
            index=models.Index(fields=['content_object', 'user'], name='team_of_a_case'),
        ),
        migrations.AddConstraint(
            model_name='caseagencygrant',
            constraint=models.UniqueConstraint(models.F('group'), models.F('content_object'), include=('valid_from', 'valid_to', 'purpose'), name='one_grant_per_agency_and_case'),
        ),
        migrations.AddConstraint(
            model_name='caseteammember',
            constraint=models.UniqueConstraint(models.F('user'), models.F('content_object'), include=('valid_from', 'valid_to', 'agency', 'kind', 'membership', 'purpose', 'is_case_manager', 'is_order_supervisor'), name='one_place_per_person_and_case'),
        ),
    ]
