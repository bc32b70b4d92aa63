"""The sealed context asks whether the acceptance of the code of conduct still holds."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("access", "0009_token_scopes"), ("agencies", "0008_code_holds")]

    operations = [migrations.RunSQL((SQL / "renewal.sql").read_text(), migrations.RunSQL.noop)]
