"""Pages of texts for the public: those of the partnership and of a case, asking for one, one with its steps."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.errors import NotAllowed
from agencies.views.answers import DONE, posted, settle
from casework.queries.case_file import CaseFile
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.tabs import case_tabs
from sharing.choices_publishing import PublicationStepKind
from sharing.forms.publications import PublicationForm, PublicationStepForm
from sharing.queries import publications as queries
from sharing.services.publications import ask_for_publication, change_publication, step_of_publication


@door("GET")
def publication_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Texts for the public in the partnership, as far as one may know of them."""
    page = queries.publication_desk(actor)
    return _render(request, "list", None, {"page": page, "new": reverse("publication_new")})


@door("GET")
def publication_list(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Texts for the public about a case."""
    page = queries.publication_list(actor, reference)
    return _render(request, "list", page.file, {"page": page, "new": reverse("publication_propose", args=[reference])})


@door("GET", "POST")
def publication_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask for approval of a text about no case."""
    return _ask(request, actor, "")


@door("GET", "POST")
def publication_propose(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Ask for approval of a text about a case."""
    return _ask(request, actor, reference)


def _ask(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    file = queries.writing_desk(actor, reference)
    form, made = PublicationForm(posted(request)), []
    status = settle(form, lambda: made.append(ask_for_publication(actor, reference, form.new(), form.key)))
    if status == DONE:
        tell(request, _("Sent. The chair and a legal adviser decide; whoever does not answer in time has said no."))
        return see_other("publication_detail", made[0].pk)
    back = reverse("publication_list", args=[file.reference]) if file else reverse("publication_desk")
    return _render(request, "form", file, {"form": form, "back": back}, status)


@door("GET", "POST")
def publication_change(request: HttpRequest, actor: Actor, publication: uuid.UUID) -> HttpResponse:
    """Send other words in the place of those that are not out yet."""
    page, old = queries.text_to_change(actor, publication)
    form, made = PublicationForm(posted(request), old=old), []
    status = settle(form, lambda: made.append(change_publication(actor, publication, form.new(), form.key)))
    if status == DONE:
        tell(request, _("Sent. The former text is withdrawn; consent and approvals begin anew."))
        return see_other("publication_detail", made[0].pk)
    context = {"form": form, "back": reverse("publication_detail", args=[publication]), "changes": page.line}
    return _render(request, "form", page.file, context, status)


@door("GET")
def publication_show(request: HttpRequest, actor: Actor, publication: uuid.UUID) -> HttpResponse:
    """One text with all that was said to it."""
    page = queries.publication_page(actor, publication)
    return _render(request, "detail", page.file, {"page": page})


@door("GET", "POST")
def publication_step(request: HttpRequest, actor: Actor, publication: uuid.UUID, step: str) -> HttpResponse:
    """What the person says, a decision, that it was published, or its withdrawal."""
    page = queries.publication_page(actor, publication)
    if step not in PublicationStepKind.values:
        raise Http404
    kind = PublicationStepKind(step)
    if kind not in dict(page.possible):
        raise NotAllowed(_("This step is not yours to do, or something else comes before it."))
    form = PublicationStepForm(posted(request), kind=kind)
    status = settle(form, lambda: step_of_publication(actor, publication, form.new(), form.key))
    if status == DONE:
        tell(request, _("Recorded."))
        return see_other("publication_detail", publication)
    return _render(request, "step", page.file, {"page": page, "form": form, "label": kind.label}, status)


def _render(
    request: HttpRequest, name: str, file: CaseFile | None, context: dict[str, object], status: int = 200
) -> HttpResponse:  # fmt: skip
    tabs = case_tabs(file, "public") if file else []
    context |= {"file": file, "tabs": tabs}
    return render(request, f"sharing/publication_{name}.html", context, status=status)
