"""The tabs of a case: only those that lead somewhere for this reader."""

from django.urls import reverse
from django.utils.translation import gettext as _

from access.choices import Place
from casework.queries.case_file import CaseFile
from ui.items import NavItem

Tab = tuple[str, str, str]
"""What a view calls it, its words, and the page it opens."""


def case_tabs(file: CaseFile, current: str) -> list[NavItem]:
    """Return the tabs of ``file`` with ``current`` (overview, notes, contacts, ... access) marked.

    Pages of the exchange name their own entry (requests, passed_on, ... retention): all stand under one tab, and it
    shows them while one of them is open.
    """
    tabs: list[Tab] = [("overview", _("Overview"), "case_overview"), ("notes", _("Notes"), "note_list")]
    tabs.append(("contacts", _("Contacts"), "contact_list"))
    if file.place != Place.COMPANION:
        tabs.append(("assessments", _("Assessments"), "assessment_list"))
    tabs.append(("plan", _("Plan"), "plan"))
    if "team" in file.may:  # read from inside the case
        tabs.append(("orders", _("Orders"), "order_list"))
        tabs.append(("reports", _("Reports"), "report_list"))
    exchange = _exchange(file)
    tabs.append(("exchange", _("Exchange"), exchange[0][2]))
    tabs += [("timeline", _("Timeline"), "timeline"), ("team", _("Team"), "case_team")]
    if "log" in file.may:
        tabs.append(("access", _("Access log"), "case_access"))
    under = _items(file, exchange, current) if current in {key for key, *_rest in exchange} else ()
    return list(_items(file, tabs, "exchange" if under else current, under))


def _exchange(file: CaseFile) -> list[Tab]:
    """What passes between the agencies of the case, what leaves them, and what the person may ask."""
    inside, found = "team" in file.may, list[Tab]()
    if file.place != Place.COMPANION:
        found.append(("requests", _("Requests"), "request_list"))
    if inside:
        found.append(("passed_on", _("Passed on"), "case_ledger"))
        found.append(("disclosures", _("Disclosures"), "proposal_list"))
    found.append(("duty", _("Duty reports"), "duty_list"))
    if "write" in file.may:
        found.append(("advice", _("Legal advice"), "advice_list"))
    if inside:
        found.append(("telling", _("What the person knows"), "telling"))
        found.append(("rights", _("Rights"), "rights_list"))
    found.append(("leaks", _("Leaks"), "leak_list"))
    if inside:
        found.append(("public", _("For the public"), "publication_list"))
        found.append(("retention", _("Retention"), "retention"))
    return found


def _items(file: CaseFile, tabs: list[Tab], current: str, under: tuple[NavItem, ...] = ()) -> tuple[NavItem, ...]:
    return tuple(
        NavItem(reverse(name, args=[file.reference]), label, key == current, under=under if key == current else ())
        for key, label, name in tabs
    )
