"""What the lives of deadlines share: how one comes, and goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from agencies.models import AgencyMembership
from assessments.services.sweeps import raise_assessments
from casework.choices import DeadlineKind
from casework.models import Case, Deadline
from casework.services.sweeps import raise_deadlines
from devstack.testing import as_worker, backstage
from sharing.services.sweeps import raise_reports, raise_retention
from tests.reminders.kit import change, reminders

K = DeadlineKind
CASE = "/cases/VRP-CEDAR/"
Step = Callable[[Any, Any], None]


@dataclass(frozen=True, slots=True)
class Life:
    """How one kind comes, and goes."""

    kind: DeadlineKind
    begin: Step
    done: Step


def day(offset: int) -> dt.date:
    """A day from today."""
    return timezone.localdate() + dt.timedelta(days=offset)


def put(world: Any, **values: Any) -> None:
    """Change the case past the second wall."""
    change(the_case(world), **values)


def the_case(world: Any) -> Case:
    """The case as it stands."""
    with backstage():
        case: Case = Case.objects.unguarded(because="test").get(pk=world.case.pk)
    return case


def sweep() -> None:
    """Everything that the worker raises by itself."""
    with as_worker():
        raise_deadlines(None)
        raise_assessments(None)
        raise_reports(None)
        raise_retention(None)


def sent(browse: Any, who: Any, path: str, **form: Any) -> Any:
    """A form that is taken."""
    answer = browse(who).post(path, form)
    assert answer.status_code == 303, (path, answer.status_code, answer.content.decode()[-4000:])
    return answer


def only(model: Any) -> Any:
    """The one row of a table."""
    with backstage():
        return model.objects.unguarded(because="test").get()


def of(kind: DeadlineKind) -> list[Deadline]:
    """Deadlines of a kind for which somebody answers."""
    with backstage():
        rows = Deadline.objects.unguarded(because="test").select_related("responsible")
        return list(rows.filter(kind=kind, responsible__isnull=False).order_by("due_on"))


def new(kind: DeadlineKind) -> list[Deadline]:
    """Those of them that are open."""
    return [row for row in of(kind) if row.state == "open"]


def tick(kind: DeadlineKind) -> Step:
    """Done from the list of reminders, by whoever answers for it."""

    def done(world: Any, browse: Any) -> None:
        keys = {row.pk for row in new(kind)}
        rows = [row for row in reminders(state="open") if row.deadline_id in keys and row.step != "escalation"]
        with backstage():
            member = AgencyMembership.objects.select_related("user", "agency", "position").get(
                pk=rows[-1].membership_id
            )
        sent(browse, member, reverse("reminder_done", args=[rows[-1].pk]))

    return done
