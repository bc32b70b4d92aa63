"""Row-level security on reviews, and what is locked once a review is held."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("assessments", "0004_reviews")]

    operations = [migrations.RunSQL((SQL / "reviews.sql").read_text(), migrations.RunSQL.noop)]
