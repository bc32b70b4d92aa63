"""Page of a release: how far one's own agency's note goes from now on, and who would newly read it."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from agencies.errors import RuleBroken
from casework.forms.releases import ReleaseForm
from casework.queries.releases import changes, release_desk
from casework.services.releases import release_note
from casework.views.messages import tell
from casework.views.onward import broken, posted, see_other
from casework.views.tabs import case_tabs


@door("GET", "POST")
def note_release(request: HttpRequest, actor: Actor, note: uuid.UUID) -> HttpResponse:
    """Release a note further or less far; who would newly read it is shown before it is kept."""
    desk = release_desk(actor, note)
    file = desk.detail.file
    form = ReleaseForm(
        posted(request), initial={"tier": int(desk.now.tier), "companions": desk.now.companions}
    )  # fmt: skip
    shown: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        shown = {"changes": changes(actor, file, note, form.after()), "mark": form.mark}
        if "preview" not in request.POST and form.cleaned_data["seen"] != form.mark:
            form.add_error(None, _("Look at who would read more or less, then keep it."))
        elif "preview" not in request.POST:
            try:
                release_note(actor, note, form.after(), form.cleaned_data["reason"])
            except RuleBroken as error:
                broken(form, error)
            else:
                tell(request, _("Kept. It stands on the ledger of the case."))
                return see_other("note_detail", note)
    context = {"file": file, "tabs": case_tabs(file, "notes"), "desk": desk, "form": form, "shown": shown}
    return render(request, "casework/note_release.html", context, status=422 if form.errors else 200)
