"""A contact as one reader gets it: its fields, its words at their tier, what it touched, what became of it."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from casework.choices import Attended, ContactKind, HelpKind, Kept, Mode, Setting, TestResult
from casework.due import day_words, moment_words
from casework.models import Action, Contact, ContactCondition, Objective, Relationship
from casework.queries.case_file import CaseFile
from casework.queries.note_entries import NoteEntry
from casework.queries.note_versions import newest_words

TONES = {
    Attended.YES: "green", Attended.LATE: "blue", Attended.EXCUSED: "orange", Attended.NO_REASON: "red",
}  # fmt: skip
KEPT_TONES = {Kept.KEPT: "green", Kept.PARTLY: "orange", Kept.NOT_KEPT: "red"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a contact shows about a condition."""

    condition: uuid.UUID
    label: str
    kept: Kept
    tone: str


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """One contact for one reader; ``note`` and ``explanation`` are empty where nothing is written or readable."""

    id: uuid.UUID
    kind: ContactKind
    attended: Attended
    tone: str
    at: dt.datetime
    when: str
    planned: bool
    overdue: bool
    missed: bool
    setting: Setting
    mode: Mode
    place: str
    minutes: int | None
    who: str
    position: str
    agency: str
    agency_code: str
    own: bool
    mine: bool
    relative: str
    asked_manager: bool
    help_given: tuple[str, ...]
    skill_gained: str
    test_result: str
    marks: tuple[Mark, ...]
    objectives: tuple[str, ...]
    actions: tuple[str, ...]
    letter: str
    explained: str
    note: NoteEntry | None
    explanation: NoteEntry | None
    version: int
    may: frozenset[str]

    @property
    def shown(self) -> list[uuid.UUID]:
        """Keys of everything that the entry shows, for the trail."""
        return [self.id, *(note.id for note in (self.note, self.explanation) if note)]


def contact_entries(actor: Actor, file: CaseFile, contacts: Sequence[Contact]) -> tuple[ContactEntry, ...]:
    """Return what ``actor`` reads of cleared contacts of one case (membership, agency and position loaded)."""
    keys = [contact.pk for contact in contacts]
    if not keys:
        return ()
    rows = Contact.objects.visible_to(actor, "edit").filter(pk__in=keys)
    editable = set(rows.values_list("pk", flat=True))
    follow = Contact.objects.visible_to(actor, "follow").filter(pk__in=keys, attended=Attended.NO_REASON)
    followed = set(follow.values_list("pk", flat=True))
    words = newest_words(actor, [key for c in contacts for key in (c.note_id, c.explanation_id) if key])
    marks = _marks(actor, keys)
    lines = _texts(Objective, actor, "line", {key for c in contacts for key in c.objectives}, file)
    steps = _texts(Action, actor, "pk", {key for c in contacts for key in c.actions}, file)
    kin = {c.relationship_id for c in contacts if c.relationship_id}
    known = Relationship.objects.visible_to(actor).filter(pk__in=kin) if kin else None
    relatives: dict[uuid.UUID | None, str] = dict(known.values_list("pk", "name")) if known is not None else {}
    return tuple(
        _entry(
            actor, file, c, words, marks.get(c.pk, ()), [lines[k] for k in c.objectives if k in lines],
            [steps[k] for k in c.actions if k in steps], relatives.get(c.relationship_id, ""),
            _may(c, editable, followed),
        )
        for c in contacts
    )  # fmt: skip


def _may(contact: Contact, editable: set[uuid.UUID], followed: set[uuid.UUID]) -> frozenset[str]:
    found = {"follow"} if contact.pk in followed else set()
    if contact.pk in editable:
        found.add("record" if contact.is_planned else "edit")
    return frozenset(found)


def _entry(
    actor: Actor, file: CaseFile, contact: Contact, words: dict[uuid.UUID, NoteEntry], marks: Sequence[Mark],
    objectives: Sequence[str], actions: Sequence[str], relative: str, may: frozenset[str],
) -> ContactEntry:  # fmt: skip
    at = contact.happened_at or contact.planned_for or timezone.now()
    member, attended = contact.membership, Attended(contact.attended)
    mine = contact.membership_id == actor.membership_id
    test = TestResult(contact.test_result).label if contact.kind == ContactKind.TEST else ""
    return ContactEntry(
        id=contact.pk, kind=ContactKind(contact.kind), attended=attended, tone=TONES.get(attended, "grey"), at=at,
        when=moment_words(at), planned=contact.is_planned, overdue=contact.is_planned and at < timezone.now(),
        missed=contact.is_missed, setting=Setting(contact.setting), mode=Mode(contact.mode), place=contact.place,
        minutes=contact.minutes, who=member.user.full_name if mine or "team" in file.may else "",
        position=member.position.name, agency=contact.originator.name, agency_code=contact.originator.code,
        own=contact.originator_id == actor.agency_id, mine=mine, relative=relative,
        asked_manager=contact.asked_manager,
        help_given=tuple(str(HelpKind(word).label) for word in contact.help_given),
        skill_gained=contact.skill_gained, test_result=str(test), marks=tuple(marks), objectives=tuple(objectives),
        actions=tuple(actions), letter=_letter(contact), explained=day_words(contact.explained_on),
        note=words.get(contact.note_id) if contact.note_id else None,
        explanation=words.get(contact.explanation_id) if contact.explanation_id else None, version=contact.version,
        may=may,
    )  # fmt: skip


def _letter(contact: Contact) -> str:
    if contact.letter_on is None:
        return ""
    return _("%(day)s, %(how)s") % {"day": day_words(contact.letter_on), "how": contact.get_letter_by_display()}


def _marks(actor: Actor, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Mark]]:
    rows = ContactCondition.objects.visible_to(actor).filter(contact_id__in=keys).standing()
    found: dict[uuid.UUID, list[Mark]] = {}
    for row in rows.select_related("condition").order_by("condition__number"):
        kept = Kept(row.kept)
        mark = Mark(row.condition_id, str(row.condition), kept, KEPT_TONES.get(kept, "grey"))
        found.setdefault(row.contact_id, []).append(mark)
    return found


def _texts(
    model: type[Objective] | type[Action], actor: Actor, by: str, keys: set[uuid.UUID], file: CaseFile
) -> dict[uuid.UUID, str]:
    if not keys:
        return {}
    rows = model.objects.visible_to(actor).filter(**{"case_id": file.id, f"{by}__in": keys})
    return dict(rows.order_by("pk").values_list(by, "text"))
