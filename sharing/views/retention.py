"""Pages on which it is reviewed whether the record of a case is still needed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.views.answers import DONE, posted, settle
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.plans import form_page
from casework.views.tabs import case_tabs
from sharing.forms.retention import RetentionForm
from sharing.queries.retention import OVER, retention_desk, retention_page
from sharing.services.retention import review_retention


@door("GET")
def retention(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """What was reviewed, and when it is looked at next."""
    page = retention_page(actor, reference)
    context = {"file": page.file, "tabs": case_tabs(page.file, "retention"), "page": page}
    return render(request, "sharing/retention.html", context)


@door("GET", "POST")
def retention_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Review whether the record is kept, with a reason."""
    file = retention_desk(actor, reference)
    form = RetentionForm(posted(request), over=file.status in OVER)
    status = settle(form, lambda: review_retention(actor, reference, form.new(), form.key))
    if status == DONE:
        tell(request, _("The review is recorded. Nothing was erased."))
        return see_other("retention", file.reference)
    words = {
        "title": _("Review retention"), "button": _("Record the review"),
        "back": reverse("retention", args=[file.reference]),
        "note": _("Never changed afterwards. It proposes and says why; erasing is no part of it."),
    }  # fmt: skip
    return form_page(request, file, form, status, words, "retention")
