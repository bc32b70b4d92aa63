"""An acceptance of the code of conduct that was not renewed in time holds no longer."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("agencies", "0007_duty_reports")]

    operations = [migrations.RunSQL((SQL / "renewal.sql").read_text(), migrations.RunSQL.noop)]
