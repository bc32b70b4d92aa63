"""The tabs of a case: only those that lead somewhere for this reader."""

from django.urls import reverse
from django.utils.translation import gettext as _

from access.choices import Place
from casework.queries.case_file import CaseFile
from ui.items import NavItem


def case_tabs(file: CaseFile, current: str) -> list[NavItem]:
    """Return the tabs of ``file`` with ``current`` (overview, notes, contacts, ... access) marked."""
    tabs = [("overview", _("Overview"), "case_overview"), ("notes", _("Notes"), "note_list")]
    tabs.append(("contacts", _("Contacts"), "contact_list"))
    if file.place != Place.COMPANION:
        tabs.append(("assessments", _("Assessments"), "assessment_list"))
    tabs.append(("plan", _("Plan"), "plan"))
    if "team" in file.may:  # read from inside the case
        tabs.append(("orders", _("Orders"), "order_list"))
        tabs.append(("reports", _("Reports"), "report_list"))
    if file.place != Place.COMPANION:
        tabs.append(("requests", _("Requests"), "request_list"))
    tabs += [("timeline", _("Timeline"), "timeline"), ("team", _("Team"), "case_team")]
    if "log" in file.may:
        tabs.append(("access", _("Access log"), "case_access"))
    return [NavItem(reverse(name, args=[file.reference]), label, current == key) for key, label, name in tabs]
