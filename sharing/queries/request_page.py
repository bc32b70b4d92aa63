"""One request with its answer as the reader may know them, and what whoever answers has before them."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from access import trail
from access.actor import Actor
from access.choices import ItemStatus, Tier
from agencies.choices import Secrecy
from agencies.models import Agency
from agencies.queries.cadences import cadence
from casework.due import day_words, due_in_working_days, moment_words
from casework.models import Note
from casework.queries.audience import AgencyAudience, audience_of, labels_of
from casework.queries.case_file import CaseFile, case_file, file_of
from casework.queries.contact_desk import ContactDesk, desk_for
from casework.queries.note_entries import NoteEntry
from casework.queries.note_versions import newest_words
from casework.queries.work_lists import titles_of
from casework.writing import writable_tiers
from sharing.asking import TIER_OF, NewAnswer, capped
from sharing.choices import AnswerCode, Given, RemarkKind
from sharing.models import RequestRemark, RequestWords, SharingAnswer, SharingRequest
from sharing.queries.asking import Askable, askable
from sharing.queries.request_lines import RequestLine, lines_of

MOST_NOTES = 30
Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A remark: its words, who said them and when."""

    text: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """A request. ``question`` is empty for whoever may only know that it was asked.

    ``note`` holds the words of the answer as the reader reads them, ``unread`` says that there are words which the
    reader does not read.
    """

    file: CaseFile
    line: RequestLine
    question: str
    reason: str
    asked_by: str
    seen: str
    answered: str
    note: NoteEntry | None
    unread: bool
    refusal: str
    basis: str
    advice: Said | None
    effect: Said | None
    may_answer: bool
    may_ask_again: bool
    may_remark: bool
    earlier: uuid.UUID | None
    later: uuid.UUID | None

    @property
    def note_id(self) -> uuid.UUID | None:
        """The key of the note with the words, where the reader reads it."""
        return self.note.id if self.note else None

    @property
    def advice_text(self) -> str:
        """What to do where nothing can be said."""
        return self.advice.text if self.advice else ""

    @property
    def effect_text(self) -> str:
        """What the answer does to the plan."""
        return self.effect.text if self.effect else ""


def request_page(actor: Actor, request_id: uuid.UUID, verb: str = "view") -> RequestPage:
    """Return one request with its answer, and log the page once.

    Raises:
        Http404, NotAllowed: there is none that the actor may know of, or not one to ``verb``.
    """
    rows = SharingRequest.objects.select_related(
        "case__person", "case__lead_agency", "agency", "asked", "membership__user"
    )
    row: SharingRequest = rows.get_for(actor, verb, pk=request_id)
    file = file_of(actor, row.case)
    words = RequestWords.objects.visible_to(actor).filter(request=row).first()
    answer = SharingAnswer.objects.visible_to(actor).filter(request=row).select_related("membership__user").first()
    remarks = {one.kind: one for one in RequestRemark.objects.visible_to(actor).filter(request=row)
               .select_related("membership__user")}  # fmt: skip
    notes = newest_words(actor, [answer.note_id]) if answer and answer.note_id else {}
    line = lines_of(actor, [row])[0]
    trail.consulted(actor, "request.read", "sharing_request", [row.pk, *notes], file.id, file.place)
    may = {
        verb for verb in ("answer", "ask", "remark")
        if SharingRequest.objects.visible_where(actor, verb, pk=row.pk).exists()
    }  # fmt: skip
    later = SharingRequest.objects.visible_to(actor).filter(second_to=row).values_list("pk", flat=True).first()
    silent = answer is not None and answer.given in (Given.REFUSED, Given.NOTHING)
    by_name = "team" in file.may
    return RequestPage(
        file=file, line=line, question=words.question if words else "", reason=words.reason if words else "",
        asked_by=row.membership.user.full_name if by_name and words else "",
        seen=moment_words(row.seen_at) if row.seen_at else "",
        answered=_answered(row, answer, by_name=by_name),
        note=next(iter(notes.values()), None), unread=bool(answer and answer.note_id and not notes),
        refusal=answer.reason if answer else "", basis=answer.get_basis_display() if answer and answer.basis else "",
        advice=_said(remarks.get(RemarkKind.ACTION)), effect=_said(remarks.get(RemarkKind.EFFECT)),
        may_answer="answer" in may and row.answered_at is None,
        may_ask_again="ask" in may and later is None and (row.answered_at is not None or line.overdue),
        may_remark="remark" in may and silent and RemarkKind.EFFECT not in remarks,
        earlier=row.second_to_id, later=later,
    )  # fmt: skip


def _answered(row: SharingRequest, answer: SharingAnswer | None, *, by_name: bool) -> str:
    if row.answered_at is None:
        return ""
    who = f", {answer.membership.user.full_name}" if answer and by_name else ""
    return moment_words(row.answered_at) + who


def _said(row: RequestRemark | None) -> Said | None:
    return Said(row.text, row.membership.user.full_name, moment_words(row.at)) if row else None


@dataclass(frozen=True, slots=True)
class AskDesk:
    """What whoever asks has before them: whom, by when as usual, and the request that is asked a second time."""

    file: CaseFile
    agencies: tuple[Askable, ...]
    due_on: str
    first: SharingRequest | None


def ask_desk(actor: Actor, reference: str, first: uuid.UUID | None) -> AskDesk:
    """Return the desk for asking another agency, and log it. ``first``: the request that is asked again.

    Raises:
        Http404, NotAllowed: the case is not the actor's to ask about, or that request is not theirs.
    """
    file = case_file(actor, reference, "edit")
    before = SharingRequest.objects.get_for(actor, "ask", pk=first, case_id=file.id) if first else None
    agencies = tuple(one for one in askable(actor, file) if before is None or one.id == before.asked_id)
    trail.consulted(actor, "request.opened_to_ask", "case", [file.id], file.id, file.place)
    return AskDesk(file, agencies, usual_day(actor), before)


def usual_day(actor: Actor) -> str:
    """Return the day by which an answer is usually wanted, as forms show it."""
    span = cadence(actor.partnership_id, "request_answer")
    today = timezone.localdate()
    day = due_in_working_days(span.days, today) if span.working else today + dt.timedelta(days=span.days)
    return day.isoformat()


@dataclass(frozen=True, slots=True)
class AnswerDesk:
    """What whoever answers has before them: the desk of words, and notes of their agency that may answer."""

    words: ContactDesk
    notes: tuple[Choice, ...]
    is_health: bool


def answer_desk(actor: Actor, page: RequestPage) -> AnswerDesk:
    """Return the desk for answering ``page``, which the actor may answer."""
    rows = (
        Note.objects.visible_to(actor, "change")
        .filter(case_id=page.file.id, originator_id=actor.agency_id, status=ItemStatus.CURRENT)
        .order_by("-recorded_at", "-pk")
    )
    found = dict(rows.values_list("pk", "recorded_at")[:MOST_NOTES])
    titles = titles_of(actor, list(found))
    health = Agency.objects.filter(pk=actor.agency_id, secrecy_default=Secrecy.HEALTH).exists()
    days = {key: day_words(timezone.localdate(at)) for key, at in found.items()}
    notes = tuple((str(key), f"{titles[key]} ({days[key]})") for key in found if key in titles)
    return AnswerDesk(desk_for(actor, page.file), notes, health)


@dataclass(frozen=True, slots=True)
class Preview:
    """What the agency that asked would read of an answer, and what each agency on the case would."""

    tier: Tier
    fits: bool
    title: str
    text: str
    action: str
    agencies: tuple[AgencyAudience, ...]


def preview(actor: Actor, page: RequestPage, new: NewAnswer) -> Preview | None:
    """Return who would read the words of ``new`` if it were given now; None where it has no new words."""
    tier = TIER_OF.get(AnswerCode(new.code))
    if tier is None or new.words is None:
        return None
    words = capped(new.words, AnswerCode(new.code))
    audience = audience_of(actor, page.file, labels_of(words, page.file.id, actor))
    read = next((one.tier for one in audience.agencies if one.code == page.line.asker_code), Tier.NONE)
    text = writable_tiers(words).get(Tier(read), "")
    action = words.action if read == Tier.GIST else ""
    return Preview(Tier(read), read == tier, words.title, text, action, audience.agencies)
