"""What nobody removes is removed by the policy alone, when an erasure is carried out."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("access", "0010_code_holds")]

    operations = [migrations.RunSQL((SQL / "erasing.sql").read_text(), migrations.RunSQL.noop)]
