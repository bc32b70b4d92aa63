"""Nobody records a decision, a plan or an achievement in somebody else's name: asked by the database too."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0018_walls_of_plans")]

    operations = [migrations.RunSQL((SQL / "recorders.sql").read_text(), migrations.RunSQL.noop)]
