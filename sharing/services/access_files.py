"""The file for the person: put together, kept out of, handed in, reviewed by another, handed over (domain 4.10)."""

import datetime as dt
import json
import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import only_once, save_next
from casework.due import day_words
from casework.fit import must_fit
from casework.models import Case
from sharing.choices_rights import FileState, HandedHow, KeptOut, RightsKind, RightsState, RightsWordKind
from sharing.models import AccessFile, AccessOmission, RightsRequest
from sharing.queries.access_sources import assemble
from sharing.services.access_paper import paper_of
from sharing.services.rights import say_words
from sharing.subject_access import Entry, entry_of, missing_of

SUBJECT = "access_file"
F = FileState
CHANGED = gettext_lazy("Somebody changed it since you opened the page. Look at what stands there now.")


def put_together(actor: Actor, request_id: uuid.UUID) -> AccessFile:
    """Put together what the person may be given, as the record stands now. An earlier file that waits is dropped.

    Raises:
        Http404, NotAllowed: the request is unseen, or the actor neither manages the case nor supervises the order.
        RuleBroken: it was decided, it asks something else, or the person is not told of the sharing yet.
        Conflict: somebody puts it together in this moment.
    """
    with transaction.atomic():
        request: RightsRequest = RightsRequest.objects.get_for(actor, "manage", pk=request_id)
        if not request.waits or request.kind != RightsKind.ACCESS:
            raise RuleBroken(_("There is nothing to put together: it was decided, or it asks something else."))
        cases = Case.objects.select_related("person", "lead_agency")
        case: Case = cases.get_for(actor, "manage", pk=request.case_id)
        later = case.notice_deferred_to
        if case.notice_given_on is None and later and later >= timezone.localdate():
            raise RuleBroken(
                _("That the person is told at all is put off until %(day)s. Nothing is handed over before.")
                % {"day": day_words(later)}
            )
        for old in AccessFile.objects.visible_to(actor, "manage").filter(request=request).exclude(state=F.DROPPED):
            old.state = F.DROPPED
            save_next(old, "state")
        made = assemble(actor, case)
        row = AccessFile(
            case=case, partnership_id=case.partnership_id, request=request,
            given=json.dumps([one.row() for one in made.entries]), stays_out=made.stays_out,
            assembled_by_id=actor.membership_id, assembler_id=actor.user_id, assembled_at=timezone.now(),
        )  # fmt: skip
        with only_once("one_file_for_a_request_of_the_person", str(CHANGED)):
            row.save(force_insert=True)
        _record(actor, row, "access_file.assembled", Operation.COMBINE, {"entries": len(made.entries)})
        return row


def keep_out(actor: Actor, file_id: uuid.UUID, key: str, ground: KeptOut, reason: str) -> AccessOmission:
    """Keep one entry out, on a ground and with a reason. Nothing can be put in that the rule leaves out.

    Raises:
        Http404, NotAllowed: the file is unseen, or neither the actor's to put together nor to review.
        RuleBroken: it was reviewed, there is no such entry, or the reason is missing.
        Conflict: it is kept out already.
    """
    with transaction.atomic():
        row = _seen(actor, file_id)
        manages = AccessFile.objects.visible_to(actor, "manage").filter(pk=file_id).exists()
        verb = "manage" if manages or row.state != F.IN_REVIEW else "review"
        AccessFile.objects.get_for(actor, verb, pk=file_id)
        if row.state not in (F.ASSEMBLED, F.IN_REVIEW):
            raise RuleBroken(_("It was reviewed. Put it together anew to keep something else out."))
        if key not in {one.key for one in _entries_of(row)}:
            raise RuleBroken(_("Choose an entry of the file."), "number")
        found = AccessOmission(
            case_id=row.case_id, file=row, key=key, ground=ground, reason=reason.strip(),
            membership_id=actor.membership_id, at=timezone.now(),
        )  # fmt: skip
        must_fit(found)
        with only_once("entry_is_kept_out_once", _("This entry is kept out already.")):
            found.save(force_insert=True)
        _record(actor, row, "access_file.entry_kept_out", Operation.ALTER, {"ground": str(ground)})
        return found


def hand_in(actor: Actor, file_id: uuid.UUID, version: int) -> AccessFile:
    """Hand the file in for review: from now on the legal advisers read it too, and nothing else of the case.

    Raises:
        Http404, NotAllowed: it is unseen, or the actor neither manages the case nor supervises the order.
        RuleBroken: it was handed in already.
        Conflict: somebody changed it meanwhile.
    """
    with transaction.atomic():
        row = _locked(actor, file_id, "manage", version, (F.ASSEMBLED,))
        row.state = F.IN_REVIEW
        save_next(row, "state")
        _record(actor, row, "access_file.handed_in", Operation.DISCLOSE, {})
        return row


def review(actor: Actor, file_id: uuid.UUID, version: int) -> AccessFile:
    """Record that somebody else read it and that it may be handed over as it stands.

    Raises:
        Http404, NotAllowed: it is unseen, the actor's own, or not theirs to review.
        RuleBroken: it does not wait for a review.
        Conflict: somebody changed it meanwhile.
    """
    with transaction.atomic():
        row = _locked(actor, file_id, "review", version, (F.IN_REVIEW,))
        row.state, row.reviewer_id, row.reviewed_at = F.REVIEWED, actor.user_id, timezone.now()
        save_next(row, "state", "reviewer", "reviewed_at")
        _record(actor, row, "access_file.reviewed", Operation.ALTER, {})
        return row


def hand_over(actor: Actor, file_id: uuid.UUID, version: int, on: dt.date, how: HandedHow) -> AccessFile:
    """Record that the file goes to the person: its two forms are made and kept, and the request is granted.

    The record is asked again: what may not be given any more, or reads otherwise now, is not handed over.

    Raises:
        Http404, NotAllowed: it is unseen, or the actor neither manages the case nor supervises the order.
        RuleBroken: it was not reviewed, nobody knows who asks, the day is odd, or a sign cannot be printed.
        Conflict: the record changed since it was put together, or somebody changed the file.
    """
    with transaction.atomic():
        row = _locked(actor, file_id, "manage", version, (F.REVIEWED,))
        request: RightsRequest = RightsRequest.objects.get_for(actor, "manage", pk=row.request_id)
        _may_go(row, request, on)
        case: Case = Case.objects.select_related("person", "lead_agency").get_for(actor, "manage", pk=row.case_id)
        given = _given_of(row, _kept_out(actor, row))
        now = assemble(actor, case)
        if missing_of(given, now.entries):
            raise Conflict(
                _("The record changed since it was put together: something is not given any more, or reads otherwise."
                  " Put it together anew.")
            )  # fmt: skip
        made = paper_of(actor, request, case, given, timezone.now())
        row.keep(made.pdf, made.data)
        row.state, row.handed_on, row.handed_how, row.handed_by_id = F.HANDED, on, how, actor.membership_id
        save_next(row, "state", "handed_on", "handed_how", "handed_by", "pdf", "data")
        _grant(actor, request, row, len(given), whole=len(given) == len(row.entries) and not row.stays_out)
        _record(actor, row, "access_file.handed_over", Operation.DISCLOSE, {"entries": len(given)})
        return row


def _may_go(row: AccessFile, request: RightsRequest, on: dt.date) -> None:
    if not request.waits:
        raise RuleBroken(_("It was decided already."))
    if not request.identity:
        raise RuleBroken(_("First record how you know that the person asked themselves."))
    if not timezone.localdate(row.reviewed_at) <= on <= timezone.localdate():
        raise RuleBroken(_("Enter the day on which it goes to the person: not before the review, and not ahead."), "on")


def _grant(actor: Actor, request: RightsRequest, row: AccessFile, given: int, *, whole: bool) -> None:
    """Decide the request by the hand-over. The file itself says where the person can complain."""
    request.state = RightsState.GRANTED if whole else RightsState.PARTLY
    request.decided_on, request.decided_by_id = timezone.localdate(), actor.membership_id
    request.handed_at = timezone.now()
    request.remedy_told_on = None if whole else row.handed_on
    words = _("Handed over: %(n)d entries. The file says what is not in it and where to complain.") % {"n": given}
    say_words(actor, request, RightsWordKind.DECIDED, words, "")
    save_next(request, "state", "decided_on", "decided_by", "remedy_told_on", "handed_at")


def _entries_of(row: AccessFile) -> list[Entry]:
    """Return the entries of a cleared file, in reading order."""
    return [entry_of(one) for one in row.entries]


def _kept_out(actor: Actor, row: AccessFile) -> set[str]:
    """Return the keys of the entries that are kept out of a cleared file."""
    return set(AccessOmission.objects.visible_to(actor).filter(file=row).values_list("key", flat=True))


def _given_of(row: AccessFile, out: Collection[str]) -> list[Entry]:
    """Return the entries that are handed over."""
    return [one for one in _entries_of(row) if one.key not in out]


def _seen(actor: Actor, file_id: uuid.UUID) -> AccessFile:
    row: AccessFile = AccessFile.objects.defer("pdf", "data").get_for(actor, pk=file_id)
    return row


def _locked(actor: Actor, file_id: uuid.UUID, verb: str, version: int, states: Collection[str]) -> AccessFile:
    seen = _seen(actor, file_id)
    if seen.state not in states:
        AccessFile.objects.get_for(actor, "manage" if verb == "review" else verb, pk=file_id)
        raise RuleBroken(_("It is not at this step any more: %(state)s.") % {"state": seen.get_state_display()})
    AccessFile.objects.get_for(actor, verb, pk=file_id)
    rows = AccessFile.objects.select_for_update(of=("self",)).visible_to(actor, verb).defer("pdf", "data")
    row: AccessFile | None = rows.filter(pk=file_id).first()
    if row is None or row.version != version:
        raise Conflict(str(CHANGED))
    return row


def _record(
    actor: Actor, row: AccessFile, verb: str, operation: Operation, detail: dict[str, int | str]
) -> None:  # fmt: skip
    trail.record(
        actor, verb, operation=operation, kind=SUBJECT, subjects=[row.pk, row.request_id], case_id=row.case_id,
        ground="place", detail=detail,
    )  # fmt: skip
