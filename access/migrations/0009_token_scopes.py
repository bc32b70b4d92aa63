"""A token is made for one thing: the programming interface, or reading one's own calendar."""

import datetime
import django.db.models.expressions
from django.conf import settings
from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0008_tokens_end'),
        ('agencies', '0003_duty_reports_and_notification'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='apitoken',
            name='token_lives_ninety_days_at_most',
        ),
        migrations.AddField(
            model_name='apitoken',
            name='scope',
            field=models.CharField(choices=[('api', 'The programming interface'), ('calendar', "One's own calendar, to read")], default='api', editable=False, max_length=8),
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scope', 'api'), _negated=True), ('expires_at__lte', django.db.models.expressions.CombinedExpression(models.F('created_at'), '+', models.Value(datetime.timedelta(days=90)))), _connector='OR'), name='token_lives_ninety_days_at_most'),
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__lte', django.db.models.expressions.CombinedExpression(models.F('created_at'), '+', models.Value(datetime.timedelta(days=366))))), name='token_lives_a_year_at_most'),
        ),
        migrations.RunSQL((SQL / "token_scopes.sql").read_text(), migrations.RunSQL.noop),
    ]
