"""Emergency access writes its own line of the trail, however it is opened."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0014_words_of_orders"), ("access", "0008_tokens_end")]

    operations = [migrations.RunSQL((SQL / "emergency.sql").read_text(), migrations.RunSQL.noop)]
