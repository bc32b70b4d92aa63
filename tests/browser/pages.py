"""Who has which pages in the demonstration: one role a login, each with the addresses that are its own."""

from __future__ import annotations

from dataclasses import dataclass

from devstack.served import Served
from tests.browser.pages_assessments import pages_of_assessments
from tests.browser.pages_plans import pages_of_plans
from tests.browser.pages_reports import pages_of_reports
from tests.browser.visitors import CEDAR, backstage

CASE = f"/cases/{CEDAR}/"
IN_FORCE = "Velmarra information-sharing"
ACCOUNT = (
    "/account/",
    "/account/sessions/",
    "/account/tokens/",
    "/account/acting-for/",
    "/account/password/",
    "/account/reminders/",
)


@dataclass(frozen=True)
class Role:
    """What somebody is here, how they sign in ("": not at all), and their pages."""

    name: str
    login: str
    pages: tuple[str, ...]


def _one(served: Served, statement: str, *values: object) -> str:
    return str(backstage(served, statement, *values)[0][0])


def _note(served: Served, author: str) -> str:
    statement = """SELECT n.id FROM casework_note n JOIN casework_case c ON c.id = n.case_id
        JOIN agencies_user u ON u.id = n.author_id WHERE c.reference = %s AND u.email = %s AND n.status = 'current'
        AND n.handling = 'team' ORDER BY n.recorded_at DESC LIMIT 1"""
    return _one(served, statement, CEDAR, f"{author}@example.org")


def _member(served: Served, login: str) -> str:
    statement = (
        "SELECT m.id FROM agencies_agencymembership m JOIN agencies_user u ON u.id = m.user_id WHERE u.email = %s"
    )
    return _one(served, statement, f"{login}@example.org")


def _place(served: Served, login: str) -> str:
    statement = """SELECT t.id FROM casework_caseteammember t JOIN casework_case c ON c.id = t.content_object_id
        WHERE c.reference = %s AND t.membership_id = %s"""
    return _one(served, statement, CEDAR, _member(served, login))


def _agreement(served: Served, title: str) -> str:
    key = _one(served, "SELECT id FROM agencies_agreement WHERE title LIKE %s LIMIT 1", f"%{title}%")
    return f"/agencies/agreements/{key}/"


def _orders(served: Served) -> tuple[str, ...]:
    """The pages of orders, the acts on them, the timeline and the forecast."""
    order = f"{CASE}orders/" + _one(
        served,
        "SELECT o.id FROM casework_order o JOIN casework_case c ON c.id = o.case_id WHERE c.reference = %s",
        CEDAR,
    )
    proposal = _one(
        served,
        "SELECT d.id FROM casework_condition d JOIN casework_case c ON c.id = d.case_id"
        " WHERE c.reference = %s AND d.state = 'proposed'",
        CEDAR,
    )
    return (
        *(f"{CASE}orders/", f"{CASE}orders/new/", f"{order}/decision/", f"{order}/propose/", f"{CASE}custody/new/"),
        *(f"{CASE}conditions/{proposal}/set-aside/", "/cases/VRP-ALDER/orders/", f"{CASE}timeline/", "/forecast/"),
    )


def _coordinator(served: Served) -> tuple[str, ...]:
    agency = "/agencies/" + _one(served, "SELECT id FROM agencies_agency WHERE code = 'LVC'") + "/"
    mapped = "/agencies/" + _one(served, "SELECT id FROM agencies_agency WHERE status <> 'member' LIMIT 1") + "/"
    member = "/agencies/members/" + _member(served, "ruben.tallis") + "/"
    waits = _one(served, "SELECT id FROM casework_lessondraft WHERE state = 'waiting'")
    stands = _one(served, "SELECT id FROM casework_lesson WHERE withdrawn_on IS NULL")
    force, offered = _agreement(served, IN_FORCE), _agreement(served, "port and border")
    return (
        *("/", "/agencies/", agency, mapped, "/agencies/new/", f"{agency}edit/", f"{agency}status/"),
        *(f"{agency}members/new/", member, f"{member}end/", f"{member}password/"),
        *("/agencies/agreements/", "/agencies/agreements/new/", force, f"{force}suspend/", f"{force}renew/"),
        *(f"{force}leave/", f"{force}end/", f"{offered}sign/", offered, "/agencies/code/", "/agencies/code/new/"),
        *("/rules/", "/rules/new/"),
        *("/cases/", "/explain/", "/signs/", "/signs/new/", "/courts/", "/courts/new/", "/courts/types/new/"),
        *("/reminders/desk/", "/times/", "/times/court_report/", "/times/hours/"),
        *("/lessons/", f"/lessons/waiting/{waits}/", f"/lessons/{stands}/withdraw/"),
        *("/lessons/outcomes/", "/lessons/outcomes/file/", "/agencies/agreements/gaps/"),
        *("/times/spans/plan_review/", "/times/follow-ups/", "/times/erasing/"),
    )


USUAL = ("/", "/cases/", CASE, f"{CASE}notes/", f"{CASE}notes/new/", "/shared/", "/agencies/", "/explain/")
PARTNER = (*USUAL, f"{CASE}contacts/", "/calendar/", "/reminders/")
CONTACTS = (
    f"{CASE}contacts/new/", f"{CASE}contacts/plan/", f"{CASE}events/", f"{CASE}events/incident/",
    f"{CASE}events/exposure/", f"{CASE}events/sign/", f"{CASE}events/trend/", "/signs/",
    "/calendar/feed/", "/calendar/?view=list",
)  # fmt: skip


def _managed(place: str) -> tuple[str, ...]:
    """What a case manager sees besides the pages of a partner."""
    return (*PARTNER, f"{place}end/", f"{place}appoint/", f"{place}facilitate/", f"{CASE}access/")


SEARCHED = ("/cases/?q=nothing-fits-this", "/ledger/", "/ledger/file/", f"{CASE}ledger/file/")
CHAIR = (
    *("/", "/cases/", CASE, f"{CASE}notes/", "/shared/", "/explain/", "/agencies/symmetry/"),
    *(f"{CASE}ledger/whole/", "/agencies/agreements/gaps/"),
)  # fmt: skip
LEGAL = ("/", "/trail/", "/ledger/partnership/", "/cases/", "/agencies/", "/explain/")


def roles(served: Served) -> tuple[Role, ...]:
    """Return every role with its pages, the addresses filled in from the data."""
    mine, theirs = f"/notes/{_note(served, 'ines.marholt')}/", f"/notes/{_note(served, 'amara.denholt')}/"
    place = f"{CASE}team/{_place(served, 'ruben.tallis')}/"
    plans, reports, judged = pages_of_plans(served), pages_of_reports(served), pages_of_assessments(served)
    partner, guest = ((*PARTNER, theirs, f"{CASE}team/", *reports[role]) for role in ("permanent-partner", "guest"))
    companion = (*PARTNER, f"{CASE}timeline/", f"{CASE}team/shares/", f"{CASE}events/trend/")
    return (
        Role("nobody", "", ("/login/", "/about/", "/accessibility/", "/never/")),
        Role(
            "order-supervisor",
            "ines.marholt",
            (
                *(*PARTNER, f"{CASE}team/", f"{CASE}team/new/", f"{CASE}access/", f"{CASE}edit/", f"{CASE}move/"),
                *(mine, f"{mine}correct/", f"{mine}withdraw/", theirs, f"{theirs}contest/", *ACCOUNT),
                *CONTACTS,
                *reports["order-supervisor"],
                *judged["order-supervisor"],
                *_orders(served),
                *("/cases/new/", "/agencies/agreements/", _agreement(served, IN_FORCE), *SEARCHED),
            ),
        ),
        Role("senior", "tomas.brekkelund", ("/cases/VRP-DOGWOOD/assessments/", *judged["senior"])),
        Role("case-manager", "amara.denholt", (*_managed(place), *plans["case-manager"], *reports["case-manager"])),
        Role(
            "permanent-partner", "jonas.akkerby", (*partner, *plans["permanent-partner"], *judged["permanent-partner"])
        ),
        Role("guest", "ruben.tallis", (*guest, f"{CASE}timeline/", "/forecast/", *plans["guest"], *judged["guest"])),
        Role("companion", "yannick.sorel", (*companion, *plans["companion"])),
        Role(
            "chair",
            "helena.quistberg",
            (*CHAIR, *plans["chair"], *reports["chair"]),
        ),
        Role("coordinator", "wanda.eskeland", (*_coordinator(served), *judged["coordinator"])),
        Role("legal-adviser", "luca.vennstrom", (*LEGAL, *reports["legal-adviser"])),
        Role("emergency-duty", "nadia.ferrowick", ("/", "/emergency/", "/cases/", "/shared/")),
        Role("without-agreement", "casimir.doverin", ("/", "/cases/", "/shared/", "/agencies/", "/explain/", CASE)),
        Role("newcomer", "ute.granholm", ("/code/", "/cases/")),
    )
