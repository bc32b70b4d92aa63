"""Reports fall due by themselves; one that is due no longer is dropped."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0004_agreements_in_force'),
        ('casework', '0018_walls_of_plans'),
        ('sharing', '0002_walls_of_reports'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='courtreport',
            name='one_report_of_a_kind_in_the_making',
        ),
        migrations.AlterField(
            model_name='courtreport',
            name='state',
            field=models.CharField(choices=[('due', 'Due'), ('assembling', 'Assembling'), ('draft', 'Draft'), ('agency_check', 'Agencies check their words'), ('signed', 'Signed'), ('sent', 'Sent'), ('acknowledged', 'Acknowledged'), ('dropped', 'No longer due')], default='due', max_length=12, verbose_name='state'),
        ),
        migrations.AddConstraint(
            model_name='courtreport',
            constraint=models.UniqueConstraint(models.F('order'), models.F('kind'), condition=models.Q(('corrects__isnull', True), ('kind__in', ['progress', 'completion']), ('state__in', ['due', 'assembling', 'draft', 'agency_check'])), name='one_report_of_a_kind_in_the_making'),
        ),
        migrations.AddConstraint(
            model_name='courtreport',
            constraint=models.UniqueConstraint(models.F('custody'), condition=models.Q(('corrects__isnull', True), ('state__in', ['due', 'assembling', 'draft', 'agency_check'])), name='one_report_before_a_release_in_the_making'),
        ),
        migrations.AlterField(
            model_name='reportomission',
            name='why',
            field=models.CharField(choices=[('not_cleared', 'Not cleared for the court'), ('health_secrecy', 'Health secrecy'), ('secrecy', 'Professional secrecy'), ('investigation', 'Secrecy of an investigation'), ('sealed', 'Sealed by the agency that wrote it'), ('nature', 'Not a matter for the court: voluntary, or faith or conviction'), ('beyond_your_tier', 'Cleared, but no text of it that you may read')], max_length=16, verbose_name='why'),
        ),
        migrations.RunSQL((SQL / "due.sql").read_text(), migrations.RunSQL.noop),
    ]
