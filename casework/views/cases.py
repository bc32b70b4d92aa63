"""Pages about cases: the list, the overview, opening, keeping up to date, moving on."""

import uuid
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.errors import Conflict, RuleBroken
from casework.forms.cases import CaseEditForm, CaseFilterForm, CaseMoveForm, CaseNewForm
from casework.queries.case_desk import case_desk, move_desk
from casework.queries.case_list import SORTS, case_page, lead_agencies
from casework.queries.case_overview import case_overview as overview_of
from casework.queries.case_overview import whereabouts
from casework.services.cases import edit_case, meet_deadline, move_case
from casework.services.openings import may_open, must_open, open_case
from casework.views.messages import tell
from casework.views.onward import broken, posted, see_other
from casework.views.tabs import case_tabs
from ui.items import NavItem


@door("GET")
def case_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The cases this person may see: narrowed, sorted, page by page."""
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else SORTS[0]
    kept = {name: str(value) for name, value in request.GET.items() if value and name in CaseFilterForm.base_fields}
    kept.pop("sort", None)
    form = CaseFilterForm(request.GET, agencies=lead_agencies(actor))
    page = case_page(
        actor, form.filters(), sort, after=request.GET.get("after", "")[:20], before=request.GET.get("before", "")[:20]
    )
    context = {
        "page": page,
        "form": form,
        "filtered": bool(kept),
        "more_open": not kept.keys().isdisjoint(("stage", "level", "agency")),
        "sorts": _sorts(sort, kept),
        "older": _link(kept, sort, after=page.older) if page.older else "",
        "newer": _link(kept, sort, before=page.newer) if page.newer else "",
        "may_open": may_open(actor),
    }
    return render(request, "casework/case_list.html", context)


def _link(kept: dict[str, str], sort: str, **cursor: str) -> str:
    return "?" + urlencode({**kept, **({"sort": sort} if sort != SORTS[0] else {}), **cursor})


def _sorts(sort: str, kept: dict[str, str]) -> dict[str, NavItem]:
    """Return a link for each sort; ``current`` marks the one that holds."""
    labels = {
        "name": _("Name"), "reference": _("Reference"), "review": _("Next review"), "activity": _("Last activity"),
    }  # fmt: skip
    return {name: NavItem(_link(kept, name), label, name == sort) for name, label in labels.items()}


@door("GET")
def case_overview(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Where a case stands, what was written last, who sees it and why, what is due."""
    page = overview_of(actor, reference, whole=request.GET.get("all") == "due")
    context = {"file": page.file, "tabs": case_tabs(page.file, "overview"), "page": page, "may": page.file.may}
    return render(request, "casework/case_overview.html", context)


@door("GET")
def case_contact(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Where the person can be found: a page of its own, logged by itself."""
    found = whereabouts(actor, reference)
    context = {"file": found.file, "tabs": case_tabs(found.file, "overview"), "found": found}
    return render(request, "casework/case_contact.html", context)


@door("GET", "POST")
def case_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open a case led by one's own agency."""
    must_open(actor)
    form = CaseNewForm(posted(request), initial={"purpose": "reintegration"})
    if request.method == "POST" and form.is_valid():
        try:
            case = open_case(actor, form.new_case())
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("The case is open. Until you appoint others you are case manager and order supervisor."))
            return see_other("case_overview", case.reference)
    return render(request, "casework/case_new.html", {"form": form}, status=422 if form.errors else 200)


@door("GET", "POST")
def case_edit(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Keep stage, review, basis, notice and guardian up to date."""
    desk = case_desk(actor, reference)
    form = CaseEditForm(posted(request), initial={**desk.values, "version": desk.file.version})
    status, theirs = 200, []
    if request.method == "POST" and form.is_valid():
        try:
            edit_case(actor, reference, form.details(), form.cleaned_data["version"])
        except Conflict as error:
            status, theirs = 409, _theirs(form, desk.differing(form.cleaned_data))
            form = _once_more(request.POST, desk.file.version, error)
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("The case is up to date."))
            return see_other("case_overview", desk.file.reference)
    context = {"file": desk.file, "tabs": case_tabs(desk.file, "overview"), "form": form, "theirs": theirs}
    return render(request, "casework/case_edit.html", context, status=status if not form.errors or theirs else 422)


def _theirs(form: CaseEditForm, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what stands there now, by the label of its field."""
    return [(str(form.fields[name].label), words or _("empty")) for name, words in found]


def _once_more(typed: QueryDict, version: int, error: Conflict) -> CaseEditForm:
    """Return the same form with everything typed, ready to be saved over the version that stands there now."""
    again = CaseEditForm({**typed.dict(), "version": str(version)})
    again.add_error(None, error.sentence)
    return again


@door("GET", "POST")
def case_move(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Move a case to its next state, seeing what each state needs."""
    desk = move_desk(actor, reference)
    form = CaseMoveForm(
        posted(request),
        initial={"version": desk.file.version},
        moves=[(status.value, str(status.label)) for status, _missing in desk.moves],
        missing={status.value: " ".join(missing) for status, missing in desk.moves if missing},
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        got = form.cleaned_data
        try:
            move_case(actor, reference, got["status"], got["reason"], got["version"])
        except Conflict as error:
            status = 409
            broken(form, error)
            form.data = {**request.POST.dict(), "version": str(desk.file.version)}
        except RuleBroken as error:
            broken(form, error)
        else:
            tell(request, _("The case has moved on."))
            return see_other("case_overview", desk.file.reference)
    status = status if status == 409 or not form.errors else 422
    context = {"file": desk.file, "tabs": case_tabs(desk.file, "overview"), "form": form, "moves": desk.moves}
    return render(request, "casework/case_move.html", context, status=status)


@door("POST")
def deadline_done(request: HttpRequest, actor: Actor, deadline: uuid.UUID) -> HttpResponse:
    """Tick off a deadline."""
    reference = meet_deadline(actor, deadline)
    tell(request, _("Ticked off."))
    return see_other("case_overview", reference) if reference else see_other("my_work")
