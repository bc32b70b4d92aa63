"""Statements that fill a large synthetic world inside the database; values are bound, everything else is fixed text.

Rows are numbered: user ``u`` works for agency ``u % agencies``, agencies stand in districts of twelve that signed one
agreement, one agency of ten signed nothing. Keys come from numbers, so that no table of keys is needed.
"""

HELPERS = """
CREATE FUNCTION pg_temp.pick(i bigint, salt bigint, n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
  RETURN (hashint8extended(i, salt) & 9223372036854775807) % n;
CREATE FUNCTION pg_temp.key(kind text, i bigint) RETURNS uuid LANGUAGE sql IMMUTABLE
  RETURN md5(kind || ':' || i)::uuid;
CREATE FUNCTION pg_temp.district(a bigint) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN a / 12;
CREATE FUNCTION pg_temp.partner(lead bigint, j bigint, agencies bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
  RETURN (lead / 12) * 12 + ((lead % 12) + j * 5) % least(12, agencies - (lead / 12) * 12);
CREATE FUNCTION pg_temp.worker(i bigint, j bigint, agencies bigint, users bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
  RETURN pg_temp.partner(pg_temp.pick(i, 1, agencies), j, agencies)
         + agencies * pg_temp.pick(i * 8 + j, 3, users / agencies);
CREATE FUNCTION pg_temp.area(a bigint, agencies bigint, areas bigint) RETURNS text LANGUAGE sql IMMUTABLE
  RETURN 'Area ' || (a / 12) * areas / ((agencies + 11) / 12);
"""

PEOPLE = (
    """INSERT INTO agencies_partnership (id, version, name, area, level, coordination_mode, decision_rule, settings)
VALUES (pg_temp.key('p', 0), 1, 'Synthetic partnership', 'Area 0', 'local', 'horizontal', 'consensus', '{}')""",
    """INSERT INTO agencies_codeofconduct (id, partnership_id, number, text, in_force_from)
VALUES (pg_temp.key('k', 0), pg_temp.key('p', 0), 1, 'Share what is needed.', now() - interval '900 days')""",
    """INSERT INTO agencies_position (id, name, "group", is_companion)
VALUES (pg_temp.key('s', 0), 'Practitioner', '', false), (pg_temp.key('s', 1), 'Supervisor', '', false),
       (pg_temp.key('s', 2), 'Chair', '', false)""",
    """INSERT INTO auth_group (name) SELECT 'staff ' || a FROM generate_series(0, %(agencies)s - 1) a""",
    """INSERT INTO agencies_agency (id, version, partnership_id, name, code, "group", sub_type, level, area, mandate,
  powers, limits, resources, controller_regime, secrecy_default, involvement, status, staff_group_id)
SELECT pg_temp.key('a', a), 1, pg_temp.key('p', 0), 'Agency ' || a, lpad(to_hex(a), 4, '0'),
       (ARRAY['law_enforcement','youth','government_social','health','civil_society'])[1 + a %% 5], '', 'local',
       pg_temp.area(a, %(agencies)s, %(areas)s), '', '', '', '', 'gdpr', 'none', 'core', 'member', g.id
  FROM generate_series(0, %(agencies)s - 1) a JOIN auth_group g ON g.name = 'staff ' || a""",
    """INSERT INTO agencies_user (id, email, full_name, language, password, is_active, is_superuser, date_joined)
SELECT pg_temp.key('u', u), 'person.' || lpad(u::text, 5, '0') || '@example.org', 'Person ' || u, '', %(password)s,
       true, false, now() - interval '800 days'
  FROM generate_series(0, %(users)s + %(supervisors)s + %(areas)s - 1) u""",
    """INSERT INTO agencies_codeacceptance (id, user_id, code_id, accepted_at, on_paper)
SELECT pg_temp.key('x', u), pg_temp.key('u', u), pg_temp.key('k', 0), now() - interval '100 days', false
  FROM generate_series(0, %(users)s + %(supervisors)s + %(areas)s - 1) u""",
    """INSERT INTO agencies_agencymembership (id, version, user_id, agency_id, position_id, duties, valid_from,
  valid_to)
SELECT pg_temp.key('m', u), 1, pg_temp.key('u', u), pg_temp.key('a', u %% %(agencies)s), pg_temp.key('s', 0),
       '{}'::varchar[],
       now() - interval '800 days', '9999-01-01Z'::timestamptz
  FROM generate_series(0, %(users)s - 1) u
UNION ALL
SELECT pg_temp.key('m', %(users)s + s), 1, pg_temp.key('u', %(users)s + s), pg_temp.key('a', s %% %(agencies)s),
       pg_temp.key('s', 1), '{supervisor}'::varchar[], now() - interval '800 days', '9999-01-01Z'::timestamptz
  FROM generate_series(0, %(supervisors)s - 1) s
UNION ALL
SELECT pg_temp.key('m', %(users)s + %(supervisors)s + c), 1, pg_temp.key('u', %(users)s + %(supervisors)s + c),
       pg_temp.key('a', seat.a), pg_temp.key('s', 2), '{chair}'::varchar[], now() - interval '800 days',
       '9999-01-01Z'::timestamptz
  FROM generate_series(0, %(areas)s - 1) c, LATERAL (SELECT min(a) AS a FROM generate_series(0, %(agencies)s - 1) a
       WHERE pg_temp.area(a, %(agencies)s, %(areas)s) = 'Area ' || c AND a %% 10 <> 7) seat""",
    """INSERT INTO agencies_agreement (id, version, partnership_id, title, purposes, data_categories, legal_basis,
  who_may_see, rights, accuracy, secrecy, duty_reports, notification, security, retention, valid_from, valid_to, reason)
SELECT pg_temp.key('g', d), 1, pg_temp.key('p', 0), 'Agreement of district ' || d, %(purposes)s::varchar[],
       %(categories)s::varchar[],
       '', '', '', '', '', '', '', '', '', now() - interval '700 days', now() + interval '700 days', ''
  FROM generate_series(0, (%(agencies)s - 1) / 12) d""",
    """INSERT INTO agencies_agreementparty (id, agreement_id, agency_id, signed_on, signatory, valid_to)
SELECT pg_temp.key('y', a), pg_temp.key('g', pg_temp.district(a)), pg_temp.key('a', a),
       CASE WHEN a %% 10 <> 7 THEN current_date - 700 END, '', '9999-01-01Z'::timestamptz
  FROM generate_series(0, %(agencies)s - 1) a""",
    """INSERT INTO agencies_agreementparty (id, agreement_id, agency_id, signed_on, signatory, valid_to)
SELECT gen_random_uuid(), pg_temp.key('g', d), m.agency_id, current_date - 700, '', '9999-01-01Z'::timestamptz
  FROM agencies_agencymembership m JOIN agencies_agency y ON y.id = m.agency_id,
       generate_series(0, (%(agencies)s - 1) / 12) d
 WHERE 'chair' = ANY(m.duties) AND pg_temp.area(d * 12, %(agencies)s, %(areas)s) = y.area
ON CONFLICT DO NOTHING""",
)

CASES = (
    """INSERT INTO casework_person (id, version, reference, given_name, family_name, known_as, born_on, languages,
  interpreter_needed, gender, guardian, national_number, national_number_index)
SELECT pg_temp.key('n', i), 1, 'P-' || i, 'Given' || i %% 997, 'Family' || i, '',
       current_date - (6600 + pg_temp.pick(i, 21, 3000))::int, 'English', false, '', '', '', ''
  FROM generate_series(0, %(cases)s - 1) i""",
    """INSERT INTO casework_case (id, version, reference, neutral_title, person_id, partnership_id, lead_agency_id,
  area, level, status, stage, basis, basis_text, opened_on, next_review_on, last_activity_at)
SELECT pg_temp.key('c', i), 1, 'SYN-' || lpad(i::text, 7, '0'), 'Case ' || i, pg_temp.key('n', i), pg_temp.key('p', 0),
       pg_temp.key('a', pg_temp.pick(i, 1, %(agencies)s)),
       pg_temp.area(pg_temp.pick(i, 1, %(agencies)s), %(agencies)s, %(areas)s), 1 + pg_temp.pick(i, 22, 3),
       (ARRAY['active','active','active','active','active','active','active','ending','paused','follow_up'])
         [1 + pg_temp.pick(i, 23, 10)],
       (ARRAY['assess','plan','intervene','evaluate'])[1 + pg_temp.pick(i, 24, 4)], 'order', '',
       current_date - (30 + pg_temp.pick(i, 25, 700))::int, current_date + (pg_temp.pick(i, 5, 140) - 20)::int,
       now() - interval '730 days'
  FROM generate_series(0, %(cases)s - 1) i""",
    """INSERT INTO casework_caseteammember (id, version, user_id, permission_id, content_object_id, membership_id,
  agency_id, kind, purpose, valid_from, valid_to, code_number, decision, is_case_manager, is_order_supervisor)
SELECT pg_temp.key('t', i * 8 + j), 1, pg_temp.key('u', w.u), %(permission)s, pg_temp.key('c', i),
       pg_temp.key('m', w.u), pg_temp.key('a', w.u %% %(agencies)s),
       CASE WHEN j = 3 THEN 'ad_hoc' ELSE 'permanent' END, 'reintegration', now() - interval '600 days',
       CASE WHEN j <> 3 THEN '9999-01-01Z'::timestamptz WHEN pg_temp.pick(i, 4, 2) = 0 THEN now() - interval '20 days'
            ELSE now() + interval '90 days' END,
       1, '', j = 0, j = 0
  FROM generate_series(0, %(cases)s - 1) i, generate_series(0, 4) j,
       LATERAL (SELECT pg_temp.worker(i, j, %(agencies)s, %(users)s) AS u) w
 WHERE j < 4 OR pg_temp.pick(i, 6, 100) < 87
ON CONFLICT DO NOTHING""",
    """INSERT INTO casework_caseagencygrant (id, group_id, permission_id, content_object_id, kind, purpose, valid_from,
  valid_to)
SELECT pg_temp.key('w', i * 8 + j), y.staff_group_id, %(permission)s, pg_temp.key('c', i), 'permanent',
       'reintegration', now() - interval '600 days', '9999-01-01Z'::timestamptz
  FROM generate_series(0, %(cases)s - 1) i, generate_series(0, 2) j
  JOIN agencies_agency y ON true
 WHERE y.id = pg_temp.key('a', pg_temp.partner(pg_temp.pick(i, 1, %(agencies)s), j, %(agencies)s))""",
    """INSERT INTO casework_caseoversight (id, membership_id, user_id, agency_id, partnership_id, area, purpose,
  valid_from, valid_to, decision)
SELECT gen_random_uuid(), m.id, m.user_id, m.agency_id, y.partnership_id, y.area, 'reintegration',
       now() - interval '300 days', '9999-01-01Z'::timestamptz, 'Synthetic chair'
  FROM agencies_agencymembership m JOIN agencies_agency y ON y.id = m.agency_id WHERE 'chair' = ANY(m.duties)""",
)

NUMBERED = """
CREATE TEMP TABLE numbered ON COMMIT DROP AS
SELECT k, i, pg_temp.worker(i, pg_temp.pick(k, 8, 3), %(agencies)s, %(users)s) AS u, pg_temp.pick(k, 9, 100) AS h,
       pg_temp.pick(k, 10, 2) = 0 AS summary, pg_temp.pick(k, 11, 5) < 2 AS gist
  FROM (SELECT k, CASE WHEN k %% %(hot_step)s = 0 THEN (k / %(hot_step)s) %% %(hot)s
                       ELSE pg_temp.pick(k, 7, %(cases)s) END AS i
          FROM generate_series(0, %(notes)s - 1) k) n"""

NOTES = (
    """INSERT INTO casework_note (id, case_id, membership_id, author_id, originator_id, kind, occurred_on, recorded_at,
  nature, source_grade, knowledge_grade, handling, secrecy, data_category, released_tier, told_to_companions,
  has_summary, has_gist, status, edition, withdrawal_reason)
SELECT pg_temp.key('o', k), pg_temp.key('c', i), pg_temp.key('m', u), pg_temp.key('u', u),
       pg_temp.key('a', u %% %(agencies)s), 'contact', at::date, at, 'fact', '', '',
       CASE WHEN h < 75 THEN 'team' WHEN h < 87 THEN 'core' WHEN h < 95 THEN 'named' ELSE 'sealed' END, 'none',
       'supervision', 4, false, summary, gist, 'current', 1, ''
  FROM numbered, LATERAL (SELECT now() - interval '1 day' - interval '729 days' * (1 - k::float / %(notes)s)) m(at)""",
    """INSERT INTO casework_notetext (id, note_id, tier, title, text, action, search)
SELECT gen_random_uuid(), pg_temp.key('o', k), tier, 'Note ' || k, words, CASE WHEN tier = 2 THEN 'Ask.' ELSE '' END,
       to_tsvector('simple', 'Note ' || k || ' ' || words)
  FROM numbered, (VALUES (4), (3), (2)) t(tier),
       LATERAL (SELECT (%(phrases)s::text[])[1 + pg_temp.pick(k, 30 + tier, 40)] || ' ' ||
                       (%(phrases)s::text[])[1 + pg_temp.pick(k, 40 + tier, 40)]) w(words)
 WHERE tier = 4 OR (tier = 3 AND summary) OR (tier = 2 AND gist)""",
    """INSERT INTO casework_notelisting (id, note_id, user_id)
SELECT gen_random_uuid(), pg_temp.key('o', k), pg_temp.key('u', u) FROM numbered WHERE h >= 87
UNION ALL
SELECT gen_random_uuid(), pg_temp.key('o', k), pg_temp.key('u', other.u)
  FROM numbered, LATERAL (SELECT pg_temp.worker(i, 1, %(agencies)s, %(users)s)) other(u)
 WHERE h BETWEEN 87 AND 94 AND other.u <> numbered.u""",
    """UPDATE casework_case c SET last_activity_at = n.at
  FROM (SELECT case_id, max(recorded_at) AS at FROM casework_note GROUP BY case_id) n WHERE n.case_id = c.id""",
)

PHRASES = [
    f"{who} {what}"
    for who in ("He came on time and", "She telephoned and", "The family asked whether", "At work,", "We agreed:")
    for what in (
        "spoke about the week at work.", "the next step is written down.", "nothing new has happened since.",
        "the flat was looked at again.", "the course goes on as planned.", "somebody will be there in the evening.",
        "a question about the rules came up.", "the papers are still missing.",
    )
]  # fmt: skip
