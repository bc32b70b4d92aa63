"""What the person knows: notices that were given, what they say to taking part, and what forms start from."""

import uuid
from dataclasses import dataclass

from django.utils import timezone

from access import trail
from access.actor import Actor
from casework.choices import ConsentAnswer, NoticeAnswer, NoticePoint
from casework.due import day_words
from casework.models import Case, ParticipationConsent, TransparencyNotice
from casework.queries.case_file import CaseFile, file_of
from casework.queries.plan_desks import Choice, Desk

TONES = {ConsentAnswer.TAKES_PART: "green", ConsentAnswer.DECLINES: "grey", ConsentAnswer.WITHDRAWS: "orange"}


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One giving of the notice, in words."""

    id: uuid.UUID
    on: str
    how: str
    language: str
    interpreter: str
    copy: str
    answer: str
    signed: bool
    reason: str
    guardian: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """What the person said to taking part, in words."""

    id: uuid.UUID
    on: str
    answer: str
    tone: str
    part: str
    words: str
    guardian: str
    by: str


@dataclass(frozen=True, slots=True)
class TellingPage:
    """What the person was told and said, the newest first. ``deferred``: until when the notice is put off."""

    file: CaseFile
    notices: tuple[NoticeLine, ...]
    consents: tuple[ConsentLine, ...]
    given_on: str
    deferred: str
    may_record: bool


def telling_page(actor: Actor, reference: str) -> TellingPage:
    """Return what the person was told at the outset and what they say to taking part, and log the page once.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or their place does not read its record.
    """
    case = _case(actor, "team", reference)
    file = file_of(actor, case)
    notices = TransparencyNotice.objects.visible_to(actor).filter(case_id=case.pk)
    consents = ParticipationConsent.objects.visible_to(actor).filter(case_id=case.pk)
    given = list(notices.select_related("membership__user").order_by("-given_on", "-recorded_at", "pk"))
    said = list(consents.select_related("membership__user").order_by("-said_on", "-recorded_at", "pk"))
    shown = [row.pk for row in (*given, *said)]
    trail.consulted(actor, "telling.read", "notice", shown or [case.pk], case.pk, file.place)
    put_off = case.notice_deferred_to if case.notice_given_on is None else None
    put_off = put_off if put_off and put_off >= timezone.localdate() else None
    return TellingPage(
        file=file, notices=tuple(_notice(row) for row in given), consents=tuple(_consent(row) for row in said),
        given_on=day_words(case.notice_given_on), deferred=day_words(put_off), may_record="manage" in file.may,
    )  # fmt: skip


def notice_desk(actor: Actor, reference: str) -> Desk:
    """Return what the form of a notice starts from, and log that it was opened.

    Raises:
        Http404, NotAllowed: the actor neither manages nor supervises the case.
    """
    case, desk = _desk(actor, reference, "notice.opened_to_write")
    values = {
        "given_on": timezone.localdate(), "language": case.person.languages.split(",")[0].strip(),
        "guardian": desk.values["guardian"],
    }  # fmt: skip
    points: list[Choice] = [(str(value), str(label)) for value, label in NoticePoint.choices]
    return Desk(desk.file, desk.subject, values, {"points": points}, state=desk.state)


def consent_desk(actor: Actor, reference: str) -> Desk:
    """Return what the form of a consent starts from, and log that it was opened.

    Raises:
        Http404, NotAllowed: the actor neither manages nor supervises the case.
    """
    _case_row, desk = _desk(actor, reference, "consent.opened_to_write")
    return desk


def _desk(actor: Actor, reference: str, verb: str) -> tuple[Case, Desk]:
    """Return the case and a desk whose ``state`` is ``minor`` for a person under 18."""
    case, today = _case(actor, "manage", reference), timezone.localdate()
    file = file_of(actor, case)
    trail.consulted(actor, verb, "case", [case.pk], case.pk, file.place)
    minor = case.person.is_minor_on(today)
    values = {"said_on": today, "guardian": case.person.guardian if minor else ""}
    return case, Desk(file, case.pk, values, state="minor" if minor else "")


def _case(actor: Actor, verb: str, reference: str) -> Case:
    rows = Case.objects.select_related("person", "lead_agency")
    case: Case = rows.get_for(actor, verb, reference=reference.upper())
    return case


def _notice(row: TransparencyNotice) -> NoticeLine:
    interpreter = str(row.get_interpreter_display())
    return NoticeLine(
        id=row.pk, on=day_words(row.given_on), how=row.get_how_display(), language=row.language,
        interpreter=f"{interpreter}: {row.interpreter_name}" if row.interpreter_name else interpreter,
        copy=row.get_copy_display(), answer=row.get_answer_display(), signed=row.answer == NoticeAnswer.SIGNED,
        reason=row.answer_reason, guardian=row.guardian, words=row.words, by=row.membership.user.full_name,
    )  # fmt: skip


def _consent(row: ParticipationConsent) -> ConsentLine:
    return ConsentLine(
        id=row.pk, on=day_words(row.said_on), answer=row.get_answer_display(), tone=TONES[ConsentAnswer(row.answer)],
        part=row.part, words=row.words, guardian=row.guardian, by=row.membership.user.full_name,
    )  # fmt: skip
