"""Legal advisers review an emergency access within the working days that the partnership set."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0043_legal_advice")]

    operations = [migrations.RunSQL((SQL / "advisers_days.sql").read_text(), migrations.RunSQL.noop)]
