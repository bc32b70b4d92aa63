"""Pages of reviews: the list of a case, one review, writing on it, feedback, and holding it."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.actor import Actor
from access.doors import door
from access.queries.drafts import draft_of
from access.services.drafts import drop_draft
from agencies.views.answers import DONE, posted, settle
from assessments.forms.reviews import FeedbackForm, HoldForm, NewReviewForm, ReviewForm
from assessments.queries import reviews as queries
from assessments.services import reviews as acts
from assessments.views.assessments import form_page
from casework.views.messages import tell
from casework.views.onward import see_other
from casework.views.plan_drafts import begun, draft_words, keep_draft
from casework.views.tabs import case_tabs

DRAFT = "review"


@door("GET")
def review_list(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The reviews of a case, newest first."""
    page = queries.review_list(actor, reference)
    context = {"file": page.file, "tabs": case_tabs(page.file, "assessments"), "page": page}
    return render(request, "assessments/review_list.html", context)


@door("GET", "POST")
def review_new(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Open a review of the plan in force."""
    desk = queries.review_new_desk(actor, reference)
    form, made = NewReviewForm(posted(request), initial=desk.values), []
    status = settle(form, lambda: made.append(acts.open_review(actor, reference, form.new())))
    if status == DONE:
        tell(request, _("The review is open. Until it is held, members can add feedback."))
        return see_other("review", made[0].pk)
    words = {
        "title": _("Open a review"), "button": _("Open it"), "back": reverse("review_list", args=[desk.file.reference]),
        "note": _("It looks at each objective of the plan in force, and at whether the work hangs together."),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words)


@door("GET")
def review(request: HttpRequest, actor: Actor, review: uuid.UUID) -> HttpResponse:
    """One review."""
    page = queries.review_page(actor, review)
    context = {"file": page.file, "tabs": case_tabs(page.file, "assessments"), "page": page, "may": page.file.may}
    return render(request, "assessments/review.html", context)


@door("GET", "POST")
def review_edit(request: HttpRequest, actor: Actor, review: uuid.UUID) -> HttpResponse:
    """Write on a review in draft."""
    desk, draft = queries.review_desk(actor, review), draft_of(actor, DRAFT, review)
    evidence = tuple(name for name in desk.values if name.startswith("evidence_"))
    typed = {key: list[str]() for key in evidence} | draft.initial(evidence) if draft else {}
    form = ReviewForm(posted(request), desk=desk, initial={**begun(desk.values, draft), **typed})
    status = settle(
        form, lambda: acts.write_review(actor, review, form.words(), form.cleaned_data["version"]), desk.values
    )
    if status == DONE:
        drop_draft(actor, DRAFT, review)
        tell(request, _("The review is saved."))
        return see_other("review", review)
    context = {
        "file": desk.file, "tabs": case_tabs(desk.file, "assessments"), "page": desk.page, "form": form,
        **draft_words(request, draft, reverse("review_draft", args=[review])),
    }  # fmt: skip
    return render(request, "assessments/review_form.html", context, status=status)


@door("POST")
def review_draft(request: HttpRequest, actor: Actor, review: uuid.UUID) -> HttpResponse:
    """Keep what is being typed of a review, or throw it away."""
    desk = queries.review_step_desk(actor, review, "lead")
    return keep_draft(request, actor, DRAFT, desk.file.id, review, ("review_edit", str(review)))


@door("GET", "POST")
def review_hold(request: HttpRequest, actor: Actor, review: uuid.UUID) -> HttpResponse:
    """Note that the review was held: from then on it is locked."""
    desk = queries.review_step_desk(actor, review, "lead")
    form = HoldForm(posted(request), initial=desk.values)
    got = form.cleaned_data if form.is_bound and form.is_valid() else {}
    status = settle(form, lambda: acts.hold_review(actor, review, got["held_on"], got["version"]), desk.values)
    if status == DONE:
        tell(request, _("The review was held. The next one stands with what is due."))
        return see_other("review", review)
    words = {
        "title": _("Hold the review"), "button": _("It was held"), "back": reverse("review", args=[review]),
        "note": _("From then on it is locked. The review of the plan is met, and the next one falls due."),
    }  # fmt: skip
    return form_page(request, desk.file, form, status, words)


@door("GET", "POST")
def feedback_new(request: HttpRequest, actor: Actor, review: uuid.UUID) -> HttpResponse:
    """Add what the person, the family or one's own agency says of the work."""
    desk = queries.review_step_desk(actor, review, "edit")
    form = FeedbackForm(posted(request))
    status = settle(form, lambda: acts.give_feedback(actor, review, form.new(), form.key))
    if status == DONE:
        tell(request, _("The feedback stands with the review."))
        return see_other("review", review)
    words = {"title": _("Add feedback"), "button": _("Add it"), "back": reverse("review", args=[review])}
    return form_page(request, desk.file, form, status, words)
