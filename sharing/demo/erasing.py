"""Loads legal holds and erasures, with who has them due."""

import tomllib
from typing import Any

from django.utils import timezone

from access.choices import Operation
from casework.choices import DeadlineKind, DeadlineState
from casework.due import due_in_working_days, months_after
from casework.models import Court, Deadline
from sharing.demo.assessments import Told
from sharing.demo.cases import Story
from sharing.demo.cast import FOLDER, Cast
from sharing.demo.notes import Written
from sharing.demo.wall import without_trigger
from sharing.models import Erasure, ErasureNotice, LegalHold, RightsRequest, RightsWord


def load_erasing(
    cast: Cast, stories: list[Story], written: list[Written], courts: dict[str, Court]
) -> list[Told]:  # fmt: skip
    """Load holds, an erasure that waits, and the bare fact of another with who is told of it; return their lines."""
    facts = tomllib.loads((FOLDER / "erasing.toml").read_text(encoding="utf-8"))
    cases = {story.case.reference: story.case for story in stories}
    with without_trigger("sharing_legalhold", "follow"):  # what is due is loaded here
        lines = [_hold(cast, cases[fact["case"]], fact) for fact in facts["hold"]]
    with without_trigger("sharing_erasure", "follow"), without_trigger("sharing_rightsrequest", "follow"):
        _waiting(cast, cases[facts["waiting"]["case"]], facts["waiting"], written)
        done = _done(cast, facts["done"])
    with without_trigger("sharing_erasurenotice", "follow"):
        lines += [line for fact in facts["recipient"] for line in _recipient(cast, done, fact, courts)]
    return lines


def _hold(cast: Cast, case: Any, fact: dict[str, Any]) -> Told:
    calendar, by = cast.calendar, cast.member(fact["by"])
    row = LegalHold(
        id=calendar.key(), case=case, partnership=cast.partnership, ground=fact["ground"], words=fact["words"],
        placed_at=calendar.at(fact["day"], fact["hour"], 15), membership=by, user=by.user,
        review_on=calendar.day(fact["review"]),
    )  # fmt: skip
    row.save(force_insert=True)
    Deadline(
        id=calendar.key(), kind=DeadlineKind.HOLD, due_on=row.review_on, responsible=by, agency=by.agency,
        state=DeadlineState.OPEN, subject_kind="hold", subject_id=row.pk,
    ).save(force_insert=True)  # fmt: skip
    about: dict[str, Any] = {"kind": "hold", "subjects": [row.pk], "case_id": case.pk}
    return by, row.placed_at, Operation.COLLECT, "hold.placed", about


def _waiting(cast: Cast, case: Any, fact: dict[str, Any], written: list[Written]) -> None:
    """What the person asked, that it was granted, and the note whose words are to be erased."""
    calendar, by, adviser = cast.calendar, cast.member(fact["by"]), cast.member(fact["adviser"])
    on, granted = calendar.day(fact["asked"]), calendar.day(fact["granted"])
    asked = RightsRequest(
        id=calendar.key(), case=case, partnership=cast.partnership, kind="erasure", how="talk", received_on=on,
        identity="known", identity_on=on, due_on=months_after(on, 1), state="granted", decided_on=granted,
        decided_by=by, membership=by, recorded_at=calendar.at(fact["asked"], 15, 20),
    )  # fmt: skip
    asked.save(force_insert=True)
    for kind, day in (("asked", fact["asked"]), ("decided", fact["granted"])):
        text = fact["asks"] if kind == "asked" else fact["answer"]
        RightsWord(
            id=calendar.key(),
            case=case,
            request=asked,
            kind=kind,
            text=text,
            membership=by,
            at=calendar.at(day, 15, 20),
        ).save(force_insert=True)
    note = next(one.note for one in written if one.note.case_id == case.pk and one.note.membership_id == by.pk)
    row = Erasure(
        id=calendar.key(), case=case, partnership=cast.partnership, note_id=note.pk, ground="request",
        source_id=asked.pk, legal_ground="unlawful", words=fact["words"], told_on=granted,
        proposed_at=calendar.at(fact["day"], 9, 30), membership=by, user=by.user,
    )  # fmt: skip
    row.save(force_insert=True)
    Deadline(
        id=calendar.key(), kind=DeadlineKind.ERASURE, due_on=calendar.day(fact["day"] + 14), responsible=adviser,
        agency=adviser.agency, state=DeadlineState.OPEN, subject_kind="erasure", subject_id=row.pk,
    ).save(force_insert=True)  # fmt: skip


def _done(cast: Cast, fact: dict[str, Any]) -> Erasure:
    """The bare fact of a record that is gone: its case leads nowhere."""
    calendar, by, adviser = cast.calendar, cast.member(fact["by"]), cast.member(fact["adviser"])
    row = Erasure(
        id=calendar.key(), case_id=calendar.key(), partnership=cast.partnership, ground="review",
        source_id=calendar.key(), not_told="unreachable", proposed_at=calendar.at(fact["day"], 10, 5), membership=by,
        user=by.user, state="done", decided_at=calendar.at(fact["decided"], 14, 40), decided_by=adviser,
        decider=adviser.user, carried_at=calendar.at(fact["decided"], 14, 41), counts=fact["counts"],
        agencies=fact["agencies"], others=fact["others"],
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def _recipient(cast: Cast, of: Erasure, fact: dict[str, Any], courts: dict[str, Court]) -> list[Told]:
    """Who is told that it was erased: what is due to whoever approved it, or the line of whoever told them."""
    calendar, adviser = cast.calendar, cast.member(fact["by"])
    at = calendar.at(fact["told"], 11, 5) if "told" in fact else None
    raised = of.carried_at or of.proposed_at
    row = ErasureNotice(
        id=calendar.key(), erasure=of, kind=fact["kind"], others=fact.get("others", 0), raised_at=raised,
        agency=cast.agencies[fact["agency"]] if "agency" in fact else None,
        court=courts[fact["court"]] if "court" in fact else None,
        due_on=due_in_working_days(5, timezone.localdate(raised)), how=fact.get("how", ""),
        told_on=calendar.day(fact["told"]) if "how" in fact else None, not_told=fact.get("not_told", ""),
        settled_at=at, membership=adviser if at else None,
    )  # fmt: skip
    row.save(force_insert=True)
    if at is None:
        Deadline(
            id=calendar.key(), kind=DeadlineKind.ERASURE_TOLD, due_on=row.due_on, responsible=adviser,
            agency=adviser.agency, state=DeadlineState.OPEN, subject_kind="erasure_notice", subject_id=row.pk,
        ).save(force_insert=True)  # fmt: skip
        return []
    about: dict[str, Any] = {"kind": "erasure", "subjects": [of.pk], "case_id": of.case_id}
    verb = "erasure.recipient_told" if row.told_on else "erasure.recipient_not_told"
    return [(adviser, at, Operation.DISCLOSE if row.told_on else Operation.ALTER, verb, about)]
