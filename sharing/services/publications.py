"""Texts for the public: asked for, agreed to by the person, approved by two others, published. Silence is a no."""

import datetime as dt
import re
import uuid
from collections.abc import Mapping

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import NotAllowed, RuleBroken
from agencies.models import Partnership, only_once
from casework.anonymous import named, telling
from casework.fit import must_fit
from casework.models import Case
from casework.queries.lesson_words import protected_words
from casework.references import reference_prefix
from casework.restricting import must_not_be_restricted
from casework.services.once import insert_once, key_of, made_before
from sharing.choices_publishing import DECIDING_STEPS, PublicationStepKind, SaidYesNo
from sharing.models import PublicationRequest, PublicationStep
from sharing.publishing import MOST_DAYS, MOST_FINDINGS, NewPublication, NewPublicationStep
from sharing.queries.publications import case_to_write_on, decided_last_on, possible_steps

SUBJECT = "publication"
VERBS = {
    PublicationStepKind.CONSENT: "asked_person", PublicationStepKind.CHAIR: "decided_by_chair",
    PublicationStepKind.LEGAL: "decided_by_adviser", PublicationStepKind.PUBLISHED: "published",
    PublicationStepKind.WITHDRAWN: "withdrawn",
}  # fmt: skip
"""How the trail calls each step."""


def ask_for_publication(
    actor: Actor, reference: str, new: NewPublication, form: uuid.UUID | None = None
) -> PublicationRequest:  # fmt: skip
    """Ask for approval of the exact words; about the case called ``reference``, or about none where it is empty.

    What is sent is fixed. Chair and legal advisers have it to decide by ``answer_by``; without both it is refused.
    ``form`` is the key of the form: sent twice, asked once.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or the actor may not ask for it.
        RuleBroken: a word is missing, points into the case, looks telling and is not answered, or the day does not do.
    """
    with transaction.atomic():
        case = case_to_write_on(actor, reference)
        _one_at_a_time(key_of(actor, form))
        if (before := made_before(actor, PublicationRequest, form, membership_id=actor.membership_id)) is not None:
            return before
        return _ask(actor, case, new, form)


def change_publication(
    actor: Actor, publication_id: uuid.UUID, new: NewPublication, form: uuid.UUID | None = None
) -> PublicationRequest:  # fmt: skip
    """Withdraw a text that is not out yet and ask for another in its place: consent and approvals begin anew.

    Raises:
        Http404: it is unseen.
        NotAllowed: it is not the actor's to change, or it is over.
        RuleBroken: as for asking.
    """
    with transaction.atomic():
        rows = PublicationRequest.objects.select_related("case")
        row: PublicationRequest = rows.get_for(actor, "keep", pk=publication_id)
        _one_at_a_time(key_of(actor, form))
        if (before := made_before(actor, PublicationRequest, form, membership_id=actor.membership_id)) is not None:
            return before
        case = case_to_write_on(actor, row.case.reference if row.case else "")
        made = _ask(actor, case, new, form)
        why = _("Changed: %(mark)s stands in its place.") % {"mark": made.mark}
        _go_on(actor, row, NewPublicationStep(PublicationStepKind.WITHDRAWN, why), None)
        return made


def _ask(actor: Actor, case: Case | None, new: NewPublication, form: uuid.UUID | None) -> PublicationRequest:
    found = _answered(actor, case, new)
    row = PublicationRequest(
        id=key_of(actor, form), case=case, partnership_id=actor.partnership_id, agency_id=actor.agency_id,
        membership_id=actor.membership_id, user_id=actor.user_id, outlet=new.outlet, asked_by=new.asked_by.strip(),
        purpose=new.purpose.strip(), text=new.text.strip(), findings=list(found), answers=list(found.values()),
        answer_by=new.answer_by, sent_at=timezone.now(),
    )  # fmt: skip
    must_fit(row)
    row.save(force_insert=True)
    _tell(actor, "publication.asked_for", row, Operation.COLLECT, {"findings": len(found)})
    return row


def _answered(actor: Actor, case: Case | None, new: NewPublication) -> Mapping[str, str]:
    """Hold what must be there, and return what looks telling in the words with why each of it may stay."""
    for name, sentence in {
        "asked_by": _("Write who asks for it."), "purpose": _("Write what it is for."),
        "text": _("Write the exact words."),
    }.items():  # fmt: skip
        if not getattr(new, name).strip():
            raise RuleBroken(sentence, name)
    today = timezone.localdate()
    if not today <= new.answer_by <= today + dt.timedelta(days=MOST_DAYS):
        raise RuleBroken(_("Enter a day from today on, within %(n)s days.") % {"n": MOST_DAYS}, "answer_by")
    if case is not None and (sentence := named(new.text, protected_words(actor, case))):
        raise RuleBroken(sentence, "text")
    if case is None and (words := _reference(actor).search(new.text)):
        raise RuleBroken(
            _("“%(words)s” looks like the reference of a case. A text about a case is asked for on its page.")
            % {"words": words.group()}, "text",
        )  # fmt: skip
    found = telling(new.text)
    if len(found) > MOST_FINDINGS:
        raise RuleBroken(_("Too much in it looks like names, places or days. Say it in general words."), "text")
    answers = {words: new.answers.get(words, "").strip() for words in found}
    if silent := [words for words, answer in answers.items() if not answer]:
        sentence = _("Say of each why it may stay, or take it out: %(words)s.")
        raise RuleBroken(sentence % {"words": ", ".join(silent)}, "answers")
    return answers


def _reference(actor: Actor) -> re.Pattern[str]:
    """What looks like the reference of a case here; whether there is such a case is not looked up, which would tell."""
    name = Partnership.objects.values_list("name", flat=True).get(pk=actor.partnership_id)
    return re.compile(rf"\b{re.escape(reference_prefix(name))}-\w+", re.IGNORECASE)


def step_of_publication(
    actor: Actor, publication_id: uuid.UUID, new: NewPublicationStep, form: uuid.UUID | None = None
) -> PublicationStep:  # fmt: skip
    """Record what the person says, decide as chair or adviser, record that it was published, or withdraw it.

    Raises:
        Http404: it is unseen.
        NotAllowed: this step is another's to do, or not to be done now.
        RuleBroken: a word, an answer, a day or the way is missing, or the day does not do.
        Conflict: somebody did it in this moment.
    """
    with transaction.atomic():
        row: PublicationRequest = PublicationRequest.objects.get_for(actor, "view", pk=publication_id)
        _one_at_a_time(row.pk)
        if (before := made_before(actor, PublicationStep, form, membership_id=actor.membership_id)) is not None:
            return before
        return _go_on(actor, row, new, form)


def _go_on(
    actor: Actor, row: PublicationRequest, new: NewPublicationStep, form: uuid.UUID | None
) -> PublicationStep:  # fmt: skip
    _one_at_a_time(row.pk)
    if (new.kind, new.verdict) not in possible_steps(actor, row):
        raise NotAllowed(_("This step is not yours to do, or something else comes before it."))
    _check(actor, row, new)
    step = PublicationStep(
        id=key_of(actor, form), case_id=row.case_id, publication=row, proposer_id=row.user_id, kind=new.kind,
        verdict=new.verdict or "", on=new.on, how=new.how or "", words=new.words.strip(),
        membership_id=actor.membership_id, user_id=actor.user_id, made_at=timezone.now(),
    )  # fmt: skip
    must_fit(step)
    step.made_at = Now()  # the database's own moment: what counts is the last
    with only_once("publication_is_decided_once_by_each", _("It was decided already. Look at what stands there.")):
        insert_once(actor, step, membership_id=actor.membership_id)
    out = new.kind == PublicationStepKind.PUBLISHED
    _tell(actor, f"publication.{VERBS[new.kind]}", row, Operation.DISCLOSE if out else Operation.ALTER,
          {"verdict": new.verdict or ""})  # fmt: skip
    return step


def _one_at_a_time(key: uuid.UUID) -> None:
    """Let nobody else do the same until this is done: a no of the person and the day of print do not cross."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"publication {key}"])


def _check(actor: Actor, row: PublicationRequest, new: NewPublicationStep) -> None:
    if not new.words.strip():
        raise RuleBroken(_("Write it in words."), "words")
    goes_on = new.kind in DECIDING_STEPS and new.verdict == SaidYesNo.YES
    if row.case_id and (goes_on or new.kind == PublicationStepKind.PUBLISHED):
        must_not_be_restricted(actor, row.case_id)
    dated = new.kind in (PublicationStepKind.CONSENT, PublicationStepKind.PUBLISHED)
    if not dated and (new.on is not None or new.how is not None):
        raise RuleBroken(_("No day goes with this step."), "on")
    if new.kind == PublicationStepKind.CONSENT and new.how is None:
        raise RuleBroken(_("Choose how the person was asked."), "how")
    if new.kind == PublicationStepKind.PUBLISHED and new.how is not None:
        raise RuleBroken(_("This goes with what the person says."), "how")
    if not dated:
        return
    since = (
        decided_last_on(actor, row) if new.kind == PublicationStepKind.PUBLISHED else timezone.localdate(row.sent_at)
    )
    if new.on is None or not since <= new.on <= timezone.localdate():
        raise RuleBroken(_("Enter a day on which the exact words stood already, today at the latest."), "on")


def _tell(
    actor: Actor, verb: str, row: PublicationRequest, operation: Operation, detail: Mapping[str, object]
) -> None:  # fmt: skip
    trail.record(
        actor, verb, operation=operation, kind=SUBJECT, subjects=[row.pk], case_id=row.case_id, ground="publication",
        detail=detail,
    )  # fmt: skip
