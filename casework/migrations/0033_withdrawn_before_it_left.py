"""A note that is withdrawn before it left its agency is not known of elsewhere."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0032_closing")]

    operations = [migrations.RunSQL((SQL / "withdrawn.sql").read_text(), migrations.RunSQL.noop)]
