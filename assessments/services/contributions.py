"""What an agency contributes: ratings item by item, handed in with its words, or the reason why there is nothing."""

import dataclasses
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation, Tier
from agencies.choices import Secrecy
from agencies.errors import Conflict, RuleBroken
from agencies.models import Agency, save_next
from assessments.assessing import HandIn, NewRating
from assessments.choices import ContributionState
from assessments.definition import Item
from assessments.models import Contribution, Evidence, ItemRating
from assessments.queries.grounds import readable_records
from assessments.rules import check_answer
from casework.choices import NoteKind
from casework.fit import must_fit
from casework.models import Case
from casework.services.notes import store_note
from casework.writing import about

RATED = ("answer", "relevance", "grounds", "nature", "confidence")


def rate_section(actor: Actor, contribution_id: uuid.UUID, section: str, ratings: Sequence[NewRating]) -> Contribution:
    """Store the actor's agency's answers to one section; an item left empty is one it has no grounds for.

    Raises:
        Http404, NotAllowed: the contribution is not the actor's agency's to write.
        RuleBroken: it is closed or handed in, an answer is none of the item's, a strong one has no record, a
            health item is answered by another agency, or a record is none that the actor reads.
    """
    with transaction.atomic():
        row = _writable(actor, contribution_id)
        part = row.instrument.read().section(section)
        if part is None:
            raise RuleBroken(_("This instrument has no such section."))
        if part.health and not rates_health(actor):
            raise RuleBroken(_("Health members answer these. The others read the gist that health writes."))
        items = {item.code: item for item in part.items}
        there = {one.item: one for one in ItemRating.objects.visible_to(actor, "rate").filter(contribution=row)}
        for new in ratings:
            if new.item not in items:
                raise RuleBroken(_("This section has no such item."))
            _rate(actor, row, items[new.item], new, there.get(new.item))
        _begin(actor, row)
        record(actor, "contribution.rated", row, Operation.COLLECT)
        return row


def rates_health(actor: Actor) -> bool:
    """Say whether the actor's agency answers health items: those under the secrecy of health."""
    return Agency.objects.filter(pk=actor.agency_id, secrecy_default=Secrecy.HEALTH).exists()


def _rate(actor: Actor, row: Contribution, item: Item, new: NewRating, before: ItemRating | None) -> None:
    if before is None and new.is_empty:
        return
    check_answer(item, new.answer, len(new.evidence))
    if new.answer and not item.scale.text and not new.grounds.strip() and new.answer != "not_known":
        raise RuleBroken(_("Say on what grounds, in a sentence."), f"grounds_{item.code}")
    rating = before or ItemRating(case_id=row.case_id, contribution=row, item=item.code, is_health=item.health)
    for name in RATED:
        setattr(rating, name, getattr(new, name).strip())
    if not item.scale.relevance:
        rating.relevance = ""
    must_fit(rating)
    if before is None:
        rating.save(force_insert=True)
    else:
        save_next(rating, *RATED)
    _link(actor, row, rating, new.evidence, f"evidence_{item.code}")


def _link(
    actor: Actor, row: Contribution, rating: ItemRating, chosen: Sequence[uuid.UUID], field: str
) -> None:  # fmt: skip
    if set(chosen) - readable_records(actor, row.case_id, chosen):
        raise RuleBroken(_("Choose one of the records shown."), field)
    links = {link.note_id: link for link in Evidence.objects.visible_to(actor).filter(rating=rating)}
    for note in dict.fromkeys(chosen):
        link = links.get(note)
        if link is None:
            Evidence(case_id=row.case_id, rating=rating, note_id=note).save(force_insert=True)
        elif not link.is_current:
            link.is_current = True
            link.save(update_fields=["is_current"])
    gone = [note for note, link in links.items() if note not in chosen and link.is_current]
    for note in readable_records(actor, row.case_id, gone):  # what a colleague reads alone is not theirs to let go
        links[note].is_current = False
        links[note].save(update_fields=["is_current"])


def _begin(actor: Actor, row: Contribution) -> None:
    if row.state == ContributionState.ASKED:
        row.state, row.membership_id = ContributionState.BEGUN, actor.membership_id
        save_next(row, "state", "membership")


def hand_in(actor: Actor, contribution_id: uuid.UUID, new: HandIn, version: int) -> Contribution:
    """Hand in: the words become a note that leaves the agency once consensus is opened, as far as its writer says.

    Raises:
        Http404, NotAllowed: the contribution is not the actor's agency's to write.
        Conflict: a colleague changed it since.
        RuleBroken: nothing is rated, it is closed or handed in, or a label or a wording breaks a rule.
    """
    with transaction.atomic():
        row = _writable(actor, contribution_id, version)
        rated = ItemRating.objects.visible_to(actor, "rate").filter(contribution=row).exclude(answer="", grounds="")
        if not rated.exists():
            raise RuleBroken(_("Rate at least one item for which you have grounds, or say that you have nothing."))
        case = Case.objects.get_for(actor, "write", pk=row.case_id)
        words = about(new.words, note_kind(actor))
        row.release_to = words.released_tier
        row.note = store_note(actor, case, dataclasses.replace(words, released_tier=Tier.NONE, court_tier=Tier.NONE))
        row.state, row.handed_in_at = ContributionState.HANDED_IN, timezone.now()
        row.membership_id = actor.membership_id
        save_next(row, "note", "release_to", "state", "handed_in_at", "membership")
        record(actor, "contribution.handed_in", row, Operation.COLLECT)
        return row


def note_kind(actor: Actor) -> NoteKind:
    """Return the kind of note that holds the words of the actor's agency: what health says is handled as health."""
    return NoteKind.HEALTH if rates_health(actor) else NoteKind.ASSESSMENT


def give_nothing(actor: Actor, contribution_id: uuid.UUID, reason: str, version: int) -> Contribution:
    """Say that the agency has nothing to contribute, and why; the reason is read inside the case.

    Raises:
        Http404, NotAllowed: the contribution is not the actor's agency's to write.
        Conflict: a colleague changed it since.
        RuleBroken: no reason, or it is closed or handed in.
    """
    with transaction.atomic():
        row = _writable(actor, contribution_id, version)
        if not reason.strip():
            raise RuleBroken(_("Say why: “we do not know the person” is an answer."), "reason")
        row.state, row.nothing_reason = ContributionState.NOTHING, reason.strip()
        row.membership_id = actor.membership_id
        must_fit(row)
        save_next(row, "state", "nothing_reason", "membership")
        record(actor, "contribution.nothing", row, Operation.COLLECT)
        return row


def _writable(actor: Actor, contribution_id: uuid.UUID, version: int | None = None) -> Contribution:
    rows = Contribution.objects.select_related("instrument").select_for_update(of=("self",))
    row: Contribution = rows.get_for(actor, "rate", pk=contribution_id)
    if version is not None and row.version != version:
        raise Conflict(_("A colleague changed this contribution meanwhile. Load the page again."))
    if row.is_given:
        raise RuleBroken(_("Your agency has handed in already."))
    return row


def record(actor: Actor, verb: str, row: Contribution, operation: Operation, **detail: object) -> None:
    """Append the line of an act on a contribution."""
    trail.record(
        actor, verb, operation=operation, kind="contribution", subjects=[row.pk], case_id=row.case_id, ground="place",
        detail=detail,
    )  # fmt: skip
