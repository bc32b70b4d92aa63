"""Row-level security on every case-bound table, and the refusing versions."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
EDITED = ("person", "relationship", "caseteammember", "deadline")
ATTACH = """
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON casework_{0}
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();
"""
# A note moves its case's last activity without being an edit of the case.
ATTACH_TO_CASE = """
CREATE TRIGGER refuse_stale_update BEFORE UPDATE OF version, reference, neutral_title, person_id, partnership_id,
  lead_agency_id, area, level, status, stage, stage_since, basis, basis_text, basis_ends_on, notice_given_on,
  notice_deferred_to, opened_on, closed_on, next_review_on ON casework_case
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0001_initial"),
        ("access", "0002_context_and_trail"),
        ("agencies", "0002_versions_and_standing"),
    ]

    operations = [
        *(
            migrations.RunSQL(ATTACH.format(table), f"DROP TRIGGER refuse_stale_update ON casework_{table}")
            for table in EDITED
        ),
        migrations.RunSQL(ATTACH_TO_CASE, "DROP TRIGGER refuse_stale_update ON casework_case"),
        migrations.RunSQL((SQL / "places.sql").read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "walls.sql").read_text(), migrations.RunSQL.noop),
    ]
