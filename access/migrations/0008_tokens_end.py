"""Tokens end with the password, the account and the role they were made under."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
BACK = """
DROP TRIGGER end_tokens ON agencies_agencymembership;
DROP TRIGGER end_tokens ON agencies_user;
DROP TRIGGER stays_ended ON access_apitoken;
DROP FUNCTION access_stays_ended();
SET ROLE throughcare_policy;
DROP FUNCTION access_role_changed();
DROP FUNCTION access_account_changed();
DROP FUNCTION access_end_tokens(uuid, uuid, text);
DROP FUNCTION access_append(text, text, text, uuid, uuid, uuid, uuid, uuid[], uuid, uuid[], text, text, jsonb);
RESET ROLE;
REVOKE UPDATE (revoked_at) ON access_apitoken FROM throughcare_policy;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0007_proof_of_a_transaction"), ("agencies", "0003_duty_reports_and_notification")]

    operations = [migrations.RunSQL((SQL / "tokens_end.sql").read_text(), BACK)]
