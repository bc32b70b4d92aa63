"""Pages of the plan that each role has in the demonstration."""

from __future__ import annotations

from devstack.served import Served
from tests.browser.visitors import CEDAR, backstage

CASE = f"/cases/{CEDAR}/"
PLAN = f"{CASE}plan/"


def _one(served: Served, table: str, order: str) -> str:
    statement = f"""SELECT r.id FROM {table} r JOIN casework_case c ON c.id = r.case_id
        WHERE c.reference = %s ORDER BY {order} LIMIT 1"""
    return str(backstage(served, statement, CEDAR)[0][0])


def _relative(served: Served) -> str:
    statement = """SELECT r.id FROM casework_relationship r JOIN casework_case c ON c.person_id = r.person_id
        WHERE c.reference = %s ORDER BY r.name LIMIT 1"""
    return str(backstage(served, statement, CEDAR)[0][0])


def pages_of_plans(served: Served) -> dict[str, tuple[str, ...]]:
    """Return the pages of the plan by role."""
    action = f"/actions/{_one(served, 'casework_action', 'r.text')}/"
    course = f"/interventions/{_one(served, 'casework_intervention', 'r.title DESC')}/"
    treatment = f"/interventions/{_one(served, 'casework_intervention', 'r.title')}/"
    inside = (PLAN, f"{PLAN}versions/", f"{PLAN}compare/1/3/", f"{PLAN}1/", action, course, treatment)
    new = (f"{CASE}actions/new/", f"{CASE}objectives/new/", f"{CASE}interventions/new/", f"{CASE}network/new/",
           f"{CASE}ending/new/", f"{CASE}achievements/new/", f"{CASE}closing/", f"{CASE}closing/outcome/",
           f"{CASE}lessons/new/",
           f"{CASE}telling/", f"{CASE}telling/notice/", f"{CASE}telling/consent/",
           f"{CASE}retention/", f"{CASE}retention/new/")  # fmt: skip
    link = f"/network/{_one(served, 'casework_networklink', 'r.label')}/edit/"
    objective = f"/objectives/{_one(served, 'casework_objective', 'r.in_force DESC, r.text')}/state/"
    relative = f"{CASE}people/{_relative(served)}/contact/"
    return {
        "case-manager": (
            *inside, *new, f"{PLAN}sheet/", f"{CASE}network/", link, objective, f"{action}edit/", f"{course}edit/",
            f"{PLAN}3/step/back/", relative,
        ),
        "permanent-partner": (PLAN, action, f"{CASE}network/"),
        "guest": (PLAN, course),
        "companion": (PLAN,),
        "chair": (PLAN, f"{PLAN}compare/1/2/"),
    }  # fmt: skip
