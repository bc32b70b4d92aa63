"""Conditions without which nothing changes, each with the reason for which it stands there all the same."""

TIER = "casework_tier(uuid,uuid,uuid,uuid,text,text,integer,boolean,text,boolean,boolean)"

_LEAD = "only where an index begins: the ways in decide afterwards"

IN_PYTHON = {
    "access/ways.py: {mine.format('e')} -> TRUE": _LEAD,
    "access/policy.py: {OURS} -> TRUE": "the membership belongs to one agency, and that to one group",
    "access/policy.py: g.group_id = :staff_group -> TRUE": "the same, and only where an index begins",
    "access/policy.py: s.case_id = ANY(:cases::uuid[]) -> TRUE": "more is computed; what was asked for is looked up",
}

IN_FUNCTIONS = {
    "casework_places(uuid): x.pid = pg_backend_pid() -> TRUE": "the transaction's number alone names the row",
    "casework_places(uuid): x.xid = pg_current_xact_id_if_assigned() -> TRUE": (
        "these worlds live in one transaction; test_wall_hygiene asks again in the next"
    ),
    "casework_places(uuid): v_membership IS NULL -> FALSE": "no row has no membership; it only saves the questions",
    "casework_places(uuid): v_lead IS NULL -> FALSE": "there is no such case; it only saves the questions",
    "casework_places(uuid): t.user_id = v_user -> TRUE": "a trigger keeps membership and person of a place together",
    f"{TIER}: x.pid = pg_backend_pid() -> TRUE": "the places are found by the same two; without any, no tier",
    f"{TIER}: x.xid = pg_current_xact_id_if_assigned() -> TRUE": "as above: the places are found by the same two",
    f"{TIER}: v_knows -> TRUE": "sealed: the floor below takes existence away again from those who may not know",
    f"{TIER}: p_handling = 'core' -> TRUE": "the last of four handlings: a constraint of the form, not of the row",
}

IN_STANDING = {
    "agencies_ties(uuid): pb.agency_id <> p_agency -> TRUE": "one's own cases pass beside it without an agreement",
}

_OVER = (
    "a report passes to another agency through sharing_take_over alone, which asks the same; the policies refuse it of"
    " the application, and tests/sharing/test_reports_fall_due.py does it"
)
_TURN = "sharing_signs_in_turn(): "

IN_REPORTS = {
    "sharing_answers_for_itself(): (NEW.state <> OLD.state AND NEW.state IN ('agreed', 'objects')) -> FALSE": (
        "sharing_refuse_foreign_answer refuses it before, of every role"
    ),
    f"{_TURN}NEW.signed_at IS NULL -> FALSE": "a constraint of the table: what is signed has its moment",
    f"{_TURN}NOT sharing_keeps_report(OLD.id) -> FALSE": (
        "the policy lets whoever does not keep a report change only what another wrote, and the author alone signs"
    ),
    f"{_TURN}OLD.countersigned_at IS NOT NULL -> FALSE": "sharing_refuse_thaw refuses it before, of every role",
    "sharing_refuse_thaw(): (NEW.agency_id IS DISTINCT FROM OLD.agency_id AND NOT (OLD.state = 'due'"
    " AND OLD.author_id IS NULL AND current_user = 'throughcare_policy')) -> FALSE": _OVER,
    "sharing_refuse_thaw(): NOT (OLD.state = 'due' AND OLD.author_id IS NULL"
    " AND current_user = 'throughcare_policy') -> TRUE": _OVER,
    "sharing_refuse_thaw(): OLD.author_id IS NULL -> TRUE": _OVER,
    "sharing_refuse_thaw(): OLD.state = 'due' -> TRUE": _OVER,
    "sharing_refuse_thaw(): current_user = 'throughcare_policy' -> TRUE": _OVER,
}

IN_ASSESSMENTS = {
    "assessments_in_turn(): OLD.state = 'signed' -> TRUE": "assessments_countersigns, asked beside it, asks it too",
}

_PLACE = "casework_fill_agency refuses a place in one person's name under the membership of another"

IN_DUTIES = {
    "sharing_on_team(uuid): t.user_id = access_actor_user() -> TRUE": _PLACE,
    "sharing_defers_in_turn(): NEW.decider_id = OLD.proposer_id -> FALSE": (
        "a constraint of the table: nobody_approves_their_own_deferral"
    ),
    "sharing_defers_in_turn(): NEW.seconder_id IN (OLD.proposer_id, OLD.decider_id) -> FALSE": (
        "a constraint of the table: deferral_is_approved_again_by_a_third_person"
    ),
    "sharing_defers_in_turn(): NEW.state <> 'proposed' -> FALSE": (
        "a constraint of the table: what is decided has its decider, whom a new deferral may not name"
    ),
}

_ITSELF = "an agency with an agreement in force for the purpose, which the two have, agrees with itself for it"

IN_REQUESTS = {
    "sharing_request_may(uuid,uuid,uuid,text): v_me = p_agency -> FALSE": _ITSELF,
    "sharing_request_may(uuid,uuid,uuid,text): v_me = p_asked -> FALSE": _ITSELF,
}

IN_PROPOSALS: dict[str, str] = {}

_USER = "( SELECT access_actor_user() AS access_actor_user)"
_OWN = "the row's own table shows a person no place, grant or request of somebody else on a case they do not see"

IN_POLICIES = {
    f"casework_case.seen USING: (t.user_id = {_USER}) -> TRUE": _OWN,
    "casework_case.seen USING: (g.group_id = ( SELECT access_actor_group() AS access_actor_group)) -> TRUE": _OWN,
    f"casework_case.seen USING: (e.user_id = {_USER}) -> TRUE": _OWN,
    "casework_notelisting.seen USING: (casework_tier_of(note_id) >= 1) -> TRUE": (
        "an unseen note has no case in the question beside it"
    ),
}
