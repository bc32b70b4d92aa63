"""A suspected breach may end without a warning and without the court, with a reason (R36)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0022_marks_on_plan_parts'),
    ]

    operations = [
        migrations.AlterField(
            model_name='breach',
            name='outcome',
            field=models.CharField(blank=True, choices=[('', 'Not decided yet'), ('accepted', 'Explanation accepted'), ('not_pursued', 'Not pursued'), ('warning', 'Warning'), ('no_action', 'Court: no action'), ('terms_changed', 'Court: terms changed'), ('revoked', 'Court: order revoked'), ('other', 'Court: other')], default='', max_length=14, verbose_name='outcome'),
        ),
        migrations.AlterField(
            model_name='breach',
            name='state',
            field=models.CharField(choices=[('suspected', 'Suspected'), ('explanation_asked', 'Explanation asked for'), ('accepted', 'Explanation accepted'), ('not_accepted', 'Explanation not accepted'), ('warning', 'Warning given'), ('referred_to_court', 'Referred to the court'), ('heard', 'Heard'), ('not_pursued', 'Not pursued'), ('closed', 'Closed')], default='suspected', max_length=18, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='breachstep',
            name='kind',
            field=models.CharField(choices=[('suspected', 'Suspected'), ('explanation_asked', 'Explanation asked for'), ('explanation_given', 'Explanation given'), ('no_explanation', 'No explanation came'), ('accepted', 'Explanation accepted'), ('not_accepted', 'Explanation not accepted'), ('not_pursued', 'Not pursued'), ('warning', 'Warning given'), ('proposed', 'Proposal to the court agreed'), ('referred_to_court', 'Referred to the court'), ('hearing_set', 'Hearing set'), ('heard', 'Heard'), ('outcome', 'Outcome recorded')], max_length=18, verbose_name='step'),
        ),
    ]
