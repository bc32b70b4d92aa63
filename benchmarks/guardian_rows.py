"""The same ways in as guardian's own generic rows: what `assign_perm` would have stored, written by set.

Used fairly: a row for each person and object on the team, group rows for supervisors and chairs.
"""

from typing import Any

_PREPARE = """
SET session_replication_role = replica;
SET work_mem = '256MB';
SET maintenance_work_mem = '512MB';
CREATE TEMP TABLE perm AS
SELECT c.model, c.id AS ctype, p.id AS permission FROM auth_permission p JOIN django_content_type c
    ON c.id = p.content_type_id WHERE c.app_label = 'casework' AND p.codename IN ('view_case', 'view_note');
CREATE TEMP TABLE tied AS
SELECT DISTINCT a.agency_id AS one, b.agency_id AS other FROM agencies_agreementparty a
  JOIN agencies_agreementparty b USING (agreement_id) WHERE a.signed_on IS NOT NULL AND b.signed_on IS NOT NULL
 UNION SELECT id, id FROM agencies_agency;
CREATE TEMP TABLE direct AS
SELECT t.user_id, t.content_object_id AS case_id FROM casework_caseteammember t
  JOIN casework_case c ON c.id = t.content_object_id
  JOIN tied ON tied.one = t.agency_id AND tied.other = c.lead_agency_id WHERE t.valid_to > now();
INSERT INTO auth_group (name) SELECT 'supervisors of ' || id FROM agencies_agency;
INSERT INTO auth_group (name) SELECT DISTINCT 'chairs of ' || area FROM casework_caseoversight;
INSERT INTO agencies_user_groups (user_id, group_id)
SELECT m.user_id, g.id FROM agencies_agencymembership m JOIN auth_group g ON g.name = 'supervisors of ' || m.agency_id
 WHERE 'supervisor' = ANY(m.duties)
UNION SELECT o.user_id, g.id FROM casework_caseoversight o JOIN auth_group g ON g.name = 'chairs of ' || o.area;
CREATE TEMP TABLE wide AS
SELECT g.id AS group_id, w.content_object_id AS case_id FROM casework_caseagencygrant w
  JOIN agencies_agency y ON y.staff_group_id = w.group_id
  JOIN casework_case c ON c.id = w.content_object_id
  JOIN tied ON tied.one = y.id AND tied.other = c.lead_agency_id
  JOIN auth_group g ON g.name = 'supervisors of ' || y.id
UNION ALL
SELECT g.id, c.id FROM casework_caseoversight o
  JOIN casework_case c ON c.area = o.area AND c.partnership_id = o.partnership_id
  JOIN tied ON tied.one = o.agency_id AND tied.other = c.lead_agency_id
  JOIN auth_group g ON g.name = 'chairs of ' || o.area;
"""

_INDEXES = """SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid), con.conname,
       i.indrelid::regclass::text, pg_get_constraintdef(con.oid)
  FROM pg_index i LEFT JOIN pg_constraint con ON con.conindid = i.indexrelid AND con.contype IN ('u', 'p')
 WHERE i.indrelid IN ('guardian_userobjectpermission'::regclass, 'guardian_groupobjectpermission'::regclass)
   AND NOT i.indisprimary ORDER BY 1"""

_FILL = (
    """INSERT INTO guardian_userobjectpermission (object_pk, content_type_id, permission_id, user_id)
SELECT DISTINCT d.case_id::text, p.ctype, p.permission, d.user_id FROM direct d, perm p WHERE p.model = 'case'""",
    """INSERT INTO guardian_userobjectpermission (object_pk, content_type_id, permission_id, user_id)
SELECT n.id::text, p.ctype, p.permission, d.user_id FROM casework_note n JOIN direct d ON d.case_id = n.case_id,
       perm p WHERE p.model = 'note' AND (n.handling <> 'sealed' OR d.user_id = n.author_id)""",
    """INSERT INTO guardian_groupobjectpermission (object_pk, content_type_id, permission_id, group_id)
SELECT w.case_id::text, p.ctype, p.permission, w.group_id FROM wide w, perm p WHERE p.model = 'case'""",
    """INSERT INTO guardian_groupobjectpermission (object_pk, content_type_id, permission_id, group_id)
SELECT n.id::text, p.ctype, p.permission, w.group_id FROM casework_note n JOIN wide w ON w.case_id = n.case_id,
       perm p WHERE p.model = 'note' AND n.handling IN ('team', 'core')""",
)


def fill(cursor: Any) -> None:
    """Write the rows as superuser of a benchmark's database, indexes last."""
    cursor.execute(_PREPARE)
    cursor.execute(_INDEXES)
    laid_aside = cursor.fetchall()
    for index, _definition, constraint, table, _check in laid_aside:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{constraint}"' if constraint else f"DROP INDEX {index}")
    for statement in _FILL:
        cursor.execute(statement)
    for _index, definition, constraint, table, check in laid_aside:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{constraint}" {check}' if constraint else definition)
    cursor.execute("VACUUM ANALYZE")
