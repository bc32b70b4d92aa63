"""The whole ledger of a case and that of an agency: narrowed, page by page, and as files."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.errors import RuleBroken
from casework.due import day_words
from casework.views.onward import broken, posted
from casework.views.tabs import case_tabs
from sharing.answers import as_file
from sharing.documents.pdf import record_pdf
from sharing.exports.ledger import Cover, ledger_csv, ledger_record
from sharing.forms.ledger import LedgerFileForm, LedgerFilterForm
from sharing.ledgering import LedgerFilters
from sharing.queries.ledgers import LedgerExport, LedgerPage, must_export
from sharing.queries.ledgers import agency_ledger as ledger_of_agency
from sharing.queries.ledgers import ledger_export as export_of
from sharing.queries.ledgers import whole_ledger as ledger_of_case


@door("GET")
def agency_ledger(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the reader's agency gave, received, asked and answered, over the cases that the reader may see."""
    page = ledger_of_agency(actor, LedgerFilterForm(request.GET).filters(), request.GET.get("after", ""))
    return render(request, "sharing/agency_ledger.html", {**_context(request, page), "agency": actor.agency_name})


@door("GET")
def case_ledger_whole(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """What was asked, answered, proposed and passed on about a case, in one list."""
    page = ledger_of_case(actor, reference, LedgerFilterForm(request.GET).filters(), request.GET.get("after", ""))
    tabs = case_tabs(page.file, "passed_on") if page.file else []
    return render(request, "sharing/case_ledger_whole.html", {**_context(request, page), "tabs": tabs})


@door("GET", "POST")
def agency_ledger_file(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask what the agency's ledger is taken out for, then answer with the file."""
    return _file(request, actor, "")


@door("GET", "POST")
def case_ledger_file(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The same of a case."""
    return _file(request, actor, reference)


def _context(request: HttpRequest, page: LedgerPage) -> dict[str, object]:
    kept = {name: value for name, value in request.GET.items() if value and name != "after"}
    query = f"?{urlencode(kept)}" if kept else ""
    return {
        "file": page.file, "page": page, "form": LedgerFilterForm(request.GET, agencies=page.agencies), "query": query,
        "filtered": bool(kept), "older": "?" + urlencode({**kept, "after": page.older}) if page.older else "",
        "newer": (query or "?") if request.GET.get("after") else "",
    }  # fmt: skip


def _file(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    file = must_export(actor, reference)
    filters = LedgerFilterForm(request.GET).filters()
    form, status = LedgerFileForm(posted(request), initial={"format": "pdf"}), 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                return _answer(actor, filters, form, export_of(actor, reference, filters, form.cleaned_data["reason"]))
            except RuleBroken as error:
                status = broken(form, error)
    context = {"form": form, "file": file, "agency": actor.agency_name, "narrowed": _narrowed(filters)}
    return render(request, "sharing/ledger_file.html", context, status=status)


def _answer(actor: Actor, filters: LedgerFilters, form: LedgerFileForm, found: LedgerExport) -> HttpResponse:
    now = timezone.localtime()
    mark = _("Taken out by %(who)s, %(agency)s, on %(moment)s") % {
        "who": actor.name, "agency": actor.agency_name, "moment": date_format(now, "j F Y, H:i"),
    }  # fmt: skip
    if found.file:
        title = _("What was shared about a case: %(reference)s") % {"reference": found.file.reference}
        facts = [(_("Case"), found.file.reference), (_("Person"), found.file.person_name)]
        name = f"ledger-{found.file.reference}".lower()
    else:
        title = _("What an agency gave and received: %(agency)s") % {"agency": actor.agency_name}
        facts, name = [(_("Agency"), actor.agency_name), (_("Seen by"), actor.name)], "ledger-agency"
    facts += [(_("Narrowed by"), _narrowed(filters)), (_("Lines"), str(len(found.lines)))]
    cover = Cover(title, tuple(facts), mark, form.cleaned_data["reason"], found.file is None)
    if form.cleaned_data["format"] == "csv":
        return as_file(ledger_csv(cover, found.lines), "csv", f"{name}.csv")
    record = ledger_record(cover, found.lines, _tag(settings.LANGUAGE_CODE), title)
    return as_file(record_pdf(record, created_at=now).content, "pdf", f"{name}.pdf")


def _tag(language: str) -> str:
    first, _sep, region = language.partition("-")
    return f"{first}-{region.upper()}" if region else first


def _narrowed(filters: LedgerFilters) -> str:
    """Say what a file is narrowed by."""
    words = [
        _("from %(day)s") % {"day": day_words(filters.since)} if filters.since else "",
        _("until %(day)s") % {"day": day_words(filters.until)} if filters.until else "",
        _("one kind alone") if filters.kind else "", _("one way alone") if filters.way else "",
        _("one other agency alone") if filters.other else "", _("one case alone") if filters.case else "",
        _("by what the person was told") if filters.told else "",
    ]  # fmt: skip
    return ", ".join(word for word in words if word) or _("nothing: everything that may be seen")
