-- Symmetry between agencies: who asked whom, answered, gave, in one quarter that is over; counts, never a row. Requests
-- count in the quarter in which they were asked, answers in the one in which they were given, notes in the one in which
-- they were recorded, by the audience they were saved with: a later day changes nothing. The two silences of an answer
-- are one here too. Small numbers are hidden by sharing/symmetry.py before anybody is shown any.
SET ROLE throughcare_policy;

-- The quarter that begins on this day (UTC) for a professional in good standing; none for a day on which no quarter
-- begins, and for one that is not over.
CREATE FUNCTION sharing_quarter(p_first date) RETURNS tstzrange
LANGUAGE sql STABLE SECURITY DEFINER COST 100 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT tstzrange(q.first, q.last)
    FROM (SELECT p_first::timestamp AT TIME ZONE 'UTC',
                 (p_first + interval '3 months')::timestamp AT TIME ZONE 'UTC') AS q(first, last)
    JOIN agencies_agencymembership m ON m.id = access_actor_membership()
    JOIN agencies_position p ON p.id = m.position_id AND NOT p.is_companion
   WHERE date_trunc('quarter', p_first::timestamp) = p_first::timestamp AND q.last <= statement_timestamp();
$$;

CREATE FUNCTION sharing_count_asked(p_first date)
RETURNS TABLE (asker uuid, asked uuid, number integer, left_open integer)
LANGUAGE sql STABLE SECURITY DEFINER COST 1000 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT r.agency_id, r.asked_id, count(*)::integer,
         (count(*) FILTER (WHERE r.answered_at IS NULL OR r.answered_at >= upper(q.span)))::integer
    FROM sharing_quarter(p_first) AS q(span)
    JOIN sharing_sharingrequest r ON r.asked_at >= lower(q.span) AND r.asked_at < upper(q.span)
    JOIN agencies_agency y ON y.id = r.asked_id AND y.partnership_id = access_actor_partnership()
   GROUP BY 1, 2;
$$;

CREATE FUNCTION sharing_count_answered(p_first date)
RETURNS TABLE (asker uuid, asked uuid, given text, number integer)
LANGUAGE sql STABLE SECURITY DEFINER COST 1000 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT r.agency_id, r.asked_id,
         CASE WHEN a.given IN ('full', 'summary', 'gist') THEN a.given::text ELSE 'none' END, count(*)::integer
    FROM sharing_quarter(p_first) AS q(span)
    JOIN sharing_sharinganswer a ON a.answered_at >= lower(q.span) AND a.answered_at < upper(q.span)
    JOIN sharing_sharingrequest r ON r.id = a.request_id
    JOIN agencies_agency y ON y.id = r.asked_id AND y.partnership_id = access_actor_partnership()
   GROUP BY 1, 2, 3;
$$;

-- How many days answers took, in the middle: by pair, and by the agency that answered where nobody is named who asked.
CREATE FUNCTION sharing_answer_days(p_first date) RETURNS TABLE (asker uuid, asked uuid, days integer)
LANGUAGE sql STABLE SECURITY DEFINER COST 1000 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT r.agency_id, r.asked_id,
         percentile_disc(0.5) WITHIN GROUP (ORDER BY a.answered_at::date - r.asked_at::date)::integer
    FROM sharing_quarter(p_first) AS q(span)
    JOIN sharing_sharinganswer a ON a.answered_at >= lower(q.span) AND a.answered_at < upper(q.span)
    JOIN sharing_sharingrequest r ON r.id = a.request_id
    JOIN agencies_agency y ON y.id = r.asked_id AND y.partnership_id = access_actor_partnership()
   GROUP BY GROUPING SETS ((1, 2), (2));
$$;

-- Notes that one agency wrote and another was to read, once for each of them, at the fullest tier of its people.
CREATE FUNCTION sharing_count_given(p_first date) RETURNS TABLE (giver uuid, taker uuid, tier integer, number integer)
LANGUAGE sql STABLE SECURITY DEFINER COST 5000 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT g.giver, g.taker, g.tier, count(*)::integer
    FROM (SELECT n.originator_id AS giver, m.agency_id AS taker, max((e ->> 'tier')::integer) AS tier
            FROM sharing_quarter(p_first) AS q(span)
            JOIN casework_note n ON n.recorded_at >= lower(q.span) AND n.recorded_at < upper(q.span)
                                AND n.supersedes_id IS NULL
            JOIN agencies_agency y ON y.id = n.originator_id AND y.partnership_id = access_actor_partnership()
            JOIN casework_noteaudience d ON d.note_id = n.id
            JOIN LATERAL jsonb_array_elements(d.entries) e ON true
            JOIN agencies_agencymembership m ON m.id = (e ->> 'membership')::uuid AND m.agency_id <> n.originator_id
           WHERE (e ->> 'tier')::integer >= 2
           GROUP BY n.id, n.originator_id, m.agency_id) g
   GROUP BY 1, 2, 3;
$$;
RESET ROLE;
