-- Follow-ups that were due as bare deadlines become rows of their own, which their deadlines point to. The owner of the
-- tables is held by the walls like everybody else: it may look at all cases and deadlines for this one move.
ALTER TABLE casework_case NO FORCE ROW LEVEL SECURITY;
ALTER TABLE casework_deadline NO FORCE ROW LEVEL SECURITY;
INSERT INTO casework_followup (id, version, case_id, closing, months, due_on, method, found, disengagement,
                               reintegration, reopen)
SELECT DISTINCT ON (d.case_id, t.months) gen_random_uuid(), 1, d.case_id, 1, t.months, d.due_on, '', '', '', '', false
  FROM casework_deadline d JOIN casework_case c ON c.id = d.case_id,
       LATERAL (SELECT CASE WHEN d.due_on < c.closed_on + 120 THEN 3 WHEN d.due_on > c.closed_on + 270 THEN 12
                            ELSE 6 END AS months) t
 WHERE d.kind = 'follow_up' AND d.state = 'open' AND c.closed_on IS NOT NULL
 ORDER BY d.case_id, t.months, d.due_on;
UPDATE casework_deadline d
   SET subject_kind = 'follow_up', subject_id = f.id, version = d.version + 1
  FROM casework_followup f
 WHERE d.kind = 'follow_up' AND d.state = 'open' AND f.case_id = d.case_id AND f.due_on = d.due_on;
ALTER TABLE casework_case FORCE ROW LEVEL SECURITY;
ALTER TABLE casework_deadline FORCE ROW LEVEL SECURITY;
