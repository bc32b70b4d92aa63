"""Pages on which stays in custody are recorded, planned to end, and ended."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.views.answers import DONE, posted, settle
from casework.forms.orders import CustodyEditForm, CustodyForm
from casework.queries.order_desk import custody_desk
from casework.services.custody import change_custody, record_custody
from casework.views.messages import tell
from casework.views.orders import redirect_to
from casework.views.tabs import case_tabs


@door("GET", "POST")
def custody_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Record a stay in custody."""
    desk = custody_desk(actor, reference)
    form = CustodyForm(posted(request), agencies=desk.agencies)
    status = settle(form, lambda: record_custody(actor, reference, form.details(), form.key))
    if status == DONE:
        tell(request, _("The stay in custody is recorded, with what falls due before the release."))
        return redirect_to(desk.file.reference, "h-custody")
    context = {"file": desk.file, "tabs": case_tabs(desk.file, "orders"), "desk": desk, "form": form}
    return render(request, "casework/custody_form.html", context, status=status)


@door("GET", "POST")
def custody_edit(request: HttpRequest, actor: Actor, reference: str, episode: uuid.UUID) -> HttpResponse:
    """Plan the release, record it, or put a stay right."""
    desk = custody_desk(actor, reference, episode)
    stored = {**desk.values, "version": desk.version}
    form = CustodyEditForm(posted(request), initial=stored, agencies=desk.agencies)
    status = settle(
        form,
        lambda: change_custody(actor, reference, episode, form.details(), form.cleaned_data["version"]),
        stored,
    )
    if status == DONE:
        tell(request, _("The stay in custody is up to date."))
        return redirect_to(desk.file.reference, "h-custody")
    context = {"file": desk.file, "tabs": case_tabs(desk.file, "orders"), "desk": desk, "form": form}
    return render(request, "casework/custody_form.html", context, status=status)
