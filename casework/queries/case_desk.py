"""What the pages that change a case start from."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from access import trail
from access.actor import Actor
from casework.choices import Basis, CaseStatus, Stage
from casework.due import day_words
from casework.models import Case
from casework.queries.case_file import CaseFile, file_of
from casework.queries.readiness import moves_of


@dataclass(frozen=True, slots=True)
class CaseDesk:
    """A case to keep up to date: its head and the present values of the form."""

    file: CaseFile
    values: dict[str, object]

    def differing(self, typed: Mapping[str, object]) -> list[tuple[str, str]]:
        """Return the fields that stand otherwise now than ``typed``, each with what stands there in words."""
        return [
            (name, _words(name, value)) for name, value in self.values.items() if name in typed and typed[name] != value
        ]


def _words(name: str, value: object) -> str:
    if name == "stage":
        return str(Stage(str(value)).label)
    if name == "basis":
        return str(Basis(str(value)).label)
    return day_words(value) if isinstance(value, dt.date) else str(value or "")


def case_desk(actor: Actor, reference: str) -> CaseDesk:
    """Return the present values of a case that the actor may edit, and log that they were read.

    Raises:
        Http404, NotAllowed: the case is not the actor's to edit.
    """
    case = _case(actor, "edit", reference)
    file = file_of(actor, case)
    names = ("stage", "next_review_on", "basis", "basis_text", "basis_ends_on")
    values = {name: getattr(case, name) for name in names}
    trail.consulted(actor, "case.edit_read", "case", [case.pk], case.pk, file.place)
    return CaseDesk(file, {**values, "guardian": case.person.guardian})


@dataclass(frozen=True, slots=True)
class MoveDesk:
    """A case to move: its head and the states it may move to, each with what is missing for it."""

    file: CaseFile
    moves: list[tuple[CaseStatus, tuple[str, ...]]]


def move_desk(actor: Actor, reference: str) -> MoveDesk:
    """Return the states that a case may move to, and log that it was read.

    Raises:
        Http404, NotAllowed: the actor neither manages nor supervises the case.
    """
    case = _case(actor, "manage", reference)
    file = file_of(actor, case)
    trail.consulted(actor, "case.move_read", "case", [case.pk], case.pk, file.place)
    return MoveDesk(file, moves_of(actor, case))


def _case(actor: Actor, verb: str, reference: str) -> Case:
    rows = Case.objects.select_related("person", "lead_agency")
    case: Case = rows.get_for(actor, verb, reference=reference.upper())
    return case
