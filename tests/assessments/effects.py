"""What steps of an assessment bring about beside themselves: words that are opened, deadlines that are met."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import DatabaseError, connection, transaction

from assessments import models as am
from casework.models import Deadline, Note
from devstack.testing import backstage
from tests.assessments.turns import changes
from tests.cast import acting
from tests.doors.stage import Stage
from tests.factories import NoteFactory
from tests.oracle.attempts import inserted

STATE = """
SELECT id, concat_ws(' ', opened, release_to, note_id, version) FROM assessments_contribution UNION ALL
SELECT id, released_tier || ' ' || court_tier FROM casework_note UNION ALL
SELECT id, state || ' ' || version FROM casework_deadline UNION ALL
SELECT id, state || ' ' || version FROM assessments_assessment
"""


class Step(NamedTuple):
    """A statement of one person, and everything that is otherwise afterwards, by name."""

    name: str
    who: str
    sql: Callable[[Stage, Any], str]
    after: dict[str, str]


def _corrected(words: str, court: int = 3) -> Callable[[Stage, Any], str]:
    """The next version of words, in the name of whoever writes it: full, and for the court."""

    def sql(s: Stage, who: Any) -> str:
        note = NoteFactory.build(
            case=s.case,
            by=who,
            supersedes=s.more[words],
            released_tier=3,
            court_tier=court,
            edition=2,
            has_summary=True,
        )
        note.id = NEXT
        return inserted(note, True).statement

    return sql


NEXT = "00000000-0000-4000-8000-00000000abcd"
_STEP = "version = version + 1, state"
STEPS = (
    Step("consensus", "manager", changes("assessment", f"{_STEP} = 'consensus'", "judged"), {
        "judged": "consensus 2", "given": "t 2", "guest": "t 2", "handed": "t 3 {handed_words} 3",
        "port": "t {port_words} 2", "late": "t 4 {withdrawn} 2", "nothing": "t 2", "handed_words": "3 0",
        "due_given": "dropped 2", "due_guest": "dropped 2",
    }),
    Step("draft to contributions", "manager", changes("assessment", f"{_STEP} = 'contributions_open'", "draft"),
         {"draft": "contributions_open 2"}),
    Step("a correction is signed", "manager",
         changes("assessment", f"{_STEP} = 'signed', signed_at = now(), assessor_id = '{{me}}'", "right"),
         {"right": "signed 2", "wrong": "superseded 2"}),
    Step("a correction of what is past", "manager",
         changes("assessment", f"{_STEP} = 'signed', signed_at = now()", "again"), {"again": "signed 2"}),
    Step("nothing to say", "teacher",
         changes("contribution", f"{_STEP} = 'nothing', membership_id = '{{me}}'", "guest"),
         {"guest": "f 2", "due_guest": "done 2"}),
    Step("words are corrected", "manager", _corrected("handed_words"), {
        NEXT: "0 0", "handed": f"f 3 {NEXT} 4",
    }),
    Step("another agency says it corrects them", "officer", _corrected("handed_words"), {NEXT: "3 3"}),
    Step("opened words are corrected", "officer", _corrected("opened_words"), {NEXT: "3 3"}),
)  # fmt: skip


def _state() -> dict[str, str]:
    with backstage(), connection.cursor() as cursor:
        cursor.execute(STATE)
        return {str(key): told for key, told in cursor.fetchall()}


def _names(s: Stage) -> dict[str, str]:
    kinds = (am.Assessment, am.Contribution, Note, Deadline)
    return {str(row.pk): name for name, row in s.more.items() if isinstance(row, kinds)}


def odd(s: Stage) -> list[str]:
    """The steps that bring about something else than they must."""
    names, found, before = _names(s), [], _state()
    keys = {name: key for key, name in names.items()}
    for step in STEPS:
        with transaction.atomic():
            with acting(s.people[step.who]):
                sql = step.sql(s, s.people[step.who])
                try:
                    with transaction.atomic(), connection.cursor() as cursor:
                        cursor.execute(sql)
                except DatabaseError as error:
                    found.append(f"{step.name}: {error}")
            after = _state()
            transaction.set_rollback(True)
        told = {names.get(key, key): row for key, row in after.items() if before.get(key) != row}
        if told != {name: row.format(**keys) for name, row in step.after.items()}:
            found.append(f"{step.name}: {told}")
    return found
