"""The transparency notice is put off by two people, as the telling of a disclosure is."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0045_reporting_rules"), ("sharing", "0032_gaps")]

    operations = [
        migrations.AlterField(
            model_name="deferral",
            name="disclosure",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="deferrals",
                to="sharing.disclosure", verbose_name="what was passed on",
            ),
        ),
        migrations.AddConstraint(
            model_name="deferral",
            constraint=models.UniqueConstraint(
                models.F("case"), condition=models.Q(("disclosure__isnull", True), ("state__in", ["proposed", "second"])),
                name="one_deferral_of_a_notice_to_decide",
            ),
        ),
        migrations.RunSQL((SQL / "notice_deferrals.sql").read_text(), migrations.RunSQL.noop),
    ]  # fmt: skip
