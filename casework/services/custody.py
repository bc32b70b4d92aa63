"""Stays in custody: recorded, planned to end, ended."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import Operation
from agencies.errors import Conflict, RuleBroken
from agencies.models import Agency, only_once, save_next
from casework.courtwork import CustodyDetails, check_custody
from casework.models import Case, CustodyEpisode
from casework.services.once import insert_once, key_of, made_before
from casework.services.order_deadlines import watch_release

ONE_STAY = "one_custody_at_a_time"
FIELDS = ("reason", "began_on", "agency_id", "release_on", "ended_on")


def record_custody(
    actor: Actor, reference: str, details: CustodyDetails, form: uuid.UUID | None = None
) -> CustodyEpisode:  # fmt: skip
    """Record a stay in custody of the case's person. ``form`` is the key of the form: sent twice, recorded once.

    Raises:
        Http404, NotAllowed: the case is not the actor's to edit.
        RuleBroken: days that do not fit, or a stay that goes on already; the error names its field.
        Conflict: another stay was recorded in this moment.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "edit", reference=reference.upper())
        if (before := made_before(actor, CustodyEpisode, form)) is not None:
            return before
        return open_custody(actor, case, details, form=form)


def open_custody(
    actor: Actor, case: Case, details: CustodyDetails, *, decision_id: uuid.UUID | None = None, field: str = "began_on",
    form: uuid.UUID | None = None,
) -> CustodyEpisode:  # fmt: skip
    """Open a stay on a cleared case, in the caller's transaction; raises like ``record_custody`` at ``field``."""
    check_custody(details, timezone.localdate())
    agency_id = _agency(case, details)
    running = CustodyEpisode.objects.visible_to(actor).filter(case_id=case.pk, ended_on__isnull=True).first()
    if details.ended_on is None and running is not None:
        words = _("The person is in custody already, since %(day)s. Record the release first.")
        raise RuleBroken(words % {"day": date_format(running.began_on, "j M Y")}, field)
    episode = CustodyEpisode(
        id=key_of(actor, form), case=case, agency_id=agency_id, reason=details.reason, began_on=details.began_on,
        release_on=details.release_on, ended_on=details.ended_on, decision_id=decision_id,
    )  # fmt: skip
    words = _("Another stay in custody was recorded in this moment. Look at it first.")
    with only_once(ONE_STAY, words, field):
        there = insert_once(actor, episode)
    if there is not episode:
        return there
    watch_release(actor, case, episode)
    _log(actor, episode, "custody.recorded", Operation.COLLECT, [])
    return episode


def change_custody(
    actor: Actor, reference: str, episode_id: uuid.UUID, details: CustodyDetails, version: int
) -> CustodyEpisode:
    """Plan the release, record it, or put a stay right; ``version`` is the one its editor read.

    Raises:
        Http404, NotAllowed: the stay is not the actor's to edit.
        Conflict: somebody changed it since, or recorded another stay; nothing is saved.
        RuleBroken: days that do not fit; the error names its field.
    """
    with transaction.atomic():
        case = Case.objects.get_for(actor, "edit", reference=reference.upper())
        rows = CustodyEpisode.objects.select_for_update(of=("self",)).filter(case_id=case.pk)
        episode: CustodyEpisode = rows.get_for(actor, "edit", pk=episode_id)
        if episode.version != version:
            raise Conflict(_("Somebody else changed this while you were writing. Nothing was saved yet."))
        check_custody(details, timezone.localdate())
        values = {name: getattr(details, name) for name in FIELDS} | {"agency_id": _agency(case, details)}
        changed = [name for name, value in values.items() if getattr(episode, name) != value]
        if not changed:
            return episode
        other = CustodyEpisode.objects.visible_to(actor).filter(case_id=case.pk, ended_on__isnull=True)
        if details.ended_on is None and other.exclude(pk=episode.pk).exists():
            raise RuleBroken(_("Another stay in custody goes on. Record its release first."), "ended_on")
        for name in changed:
            setattr(episode, name, values[name])
        words = _("Another stay in custody was recorded in this moment. Record its release first.")
        with only_once(ONE_STAY, words, "ended_on"):
            save_next(episode, *changed)
        watch_release(actor, case, episode)
        _log(actor, episode, "custody.changed", Operation.ALTER, changed)
        return episode


def _agency(case: Case, details: CustodyDetails) -> uuid.UUID | None:
    if details.agency_id is None:
        return None
    known = Agency.objects.filter(pk=details.agency_id, partnership_id=case.partnership_id)
    if not known.exists():
        raise RuleBroken(_("Choose an agency of this partnership, or leave it empty."), "agency")
    return details.agency_id


def _log(actor: Actor, episode: CustodyEpisode, verb: str, operation: Operation, fields: list[str]) -> None:
    trail.record(
        actor, verb, operation=operation, kind="custody", subjects=[episode.pk], case_id=episode.case_id,
        ground="place", detail={"fields": sorted(fields)} if fields else {},
    )  # fmt: skip
