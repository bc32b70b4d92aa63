"""Pages that write a report: one part at a time, with its draft kept; bringing in what changed; the preview."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.actor import Actor
from access.doors import door
from access.queries.drafts import draft_of
from access.services.drafts import drop_draft, save_draft
from agencies.errors import Conflict, RuleBroken
from casework.views.messages import tell
from casework.views.onward import broken, see_other
from casework.views.tabs import case_tabs
from sharing.forms.reports import PartForm
from sharing.queries.report_desk import PartDesk, part_desk, part_to_draft
from sharing.queries.report_preview import report_preview as preview_of
from sharing.services.reports import bring_in, edit_part

SKIPPED = ("csrfmiddlewaretoken", "draft_version", "version", "save", "onward")
LONGEST = 9  # digits


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= LONGEST else 0


def _draft_name(page: int) -> str:
    return f"report_part_{page}"


@door("GET", "POST")
def report_edit(request: HttpRequest, actor: Actor, report: uuid.UUID, part: str) -> HttpResponse:
    """Edit one part of a report."""
    desk = part_desk(actor, report, part, _number(request.GET.get("page", "1")))
    if desk is None:
        raise Http404
    if request.method == "GET":
        draft = draft_of(actor, _draft_name(desk.page), desk.part.id)
        initial = _restored(desk, draft.initial()) if draft else {}
        return _page(request, desk, PartForm(initial=initial, desk=desk), draft=draft)
    form, status = PartForm(request.POST, desk=desk), 422
    if form.is_valid():
        try:
            edit_part(actor, report, part, form.edit())
        except Conflict as error:
            status = 409
            form = PartForm({**request.POST.dict(), "version": str(desk.part.version)}, desk=desk)
            form.add_error(None, error.sentence)
        except RuleBroken as error:
            broken(form, error)
        else:
            drop_draft(actor, _draft_name(desk.page), desk.part.id)
            tell(request, _("Saved."))
            onward = desk.after if "onward" in request.POST and desk.after else part
            return see_other("report_edit", report, onward)
    return _page(request, desk, form, status=status)


def _restored(desk: PartDesk, typed: dict[str, object]) -> dict[str, object]:
    """Return what a draft holds; a box that was unticked is not among what a form sends."""
    boxes = {f"keep_{row.id}": f"keep_{row.id}" in typed for row in desk.part.statements}
    return {**typed, **boxes}


def _page(
    request: HttpRequest, desk: PartDesk, form: PartForm, *, status: int = 200, draft: object = None
) -> HttpResponse:
    revision = getattr(draft, "revision", 0)
    address = reverse("report_draft", args=[desk.line.id, desk.part.key])
    context = {
        "file": desk.file, "tabs": case_tabs(desk.file, "reports"), "desk": desk, "part": desk.part, "form": form,
        "draft": draft, "draft_version": request.POST.get("draft_version") or revision,
        "draft_url": f"{address}?page={desk.page}",
    }  # fmt: skip
    return render(request, "sharing/report_edit.html", context, status=status)


@door("POST")
def report_draft(request: HttpRequest, actor: Actor, report: uuid.UUID, part: str) -> HttpResponse:
    """Keep what is being typed in a part, or throw it away."""
    found, page = part_to_draft(actor, report, part), _number(request.GET.get("page", "1"))
    if found is None:
        raise Http404
    case_id, section = found
    if "discard" in request.POST:
        drop_draft(actor, _draft_name(page), section)
        return redirect(f"{reverse('report_edit', args=[report, part])}?page={page}")
    fields = {name: [str(v) for v in values] for name, values in request.POST.lists() if name not in SKIPPED}
    base = _number(request.POST.get("draft_version", "0"))
    try:
        draft = save_draft(actor, _draft_name(page), case_id, section, fields, base)
    except Conflict as error:
        return JsonResponse({"detail": error.sentence}, status=409)
    except RuleBroken as error:
        return JsonResponse({"detail": error.sentence}, status=422)
    return JsonResponse({"saved_at": draft.saved_at.isoformat(), "fields": {"draft_version": str(draft.revision)}})


@door("POST")
def report_refresh(request: HttpRequest, actor: Actor, report: uuid.UUID) -> HttpResponse:
    """Bring in what changed in the record since the last look."""
    brought = bring_in(actor, report)
    words = {"new": brought.new, "changed": brought.changed, "gone": brought.gone}
    if not any(words.values()):
        tell(request, _("Nothing changed in the record since."))
    else:
        tell(
            request,
            ngettext(
                "%(new)d statement is new, %(changed)d changed, %(gone)d lost their source. Edited text was left as "
                "it is.",
                "%(new)d statements are new, %(changed)d changed, %(gone)d lost their source. Edited text was left as "
                "it is.",
                brought.new,
            )
            % words,
        )
    return see_other("report_detail", report)


@door("GET")
def report_preview(request: HttpRequest, actor: Actor, report: uuid.UUID) -> HttpResponse:
    """The report as it would be printed, each statement with its source."""
    page = preview_of(actor, report)
    context = {"file": page.file, "tabs": case_tabs(page.file, "reports"), "page": page, "doc": page.document}
    return render(request, "sharing/report_preview.html", context)
