"""What the tests of the plan share: forms filled in, and rows as they stand."""

import datetime as dt
from typing import Any

from django.utils import timezone

from casework.models import Deadline
from devstack.testing import backstage

PLAN = "/cases/VRP-CEDAR/plan/"


def day(offset: int) -> str:
    """A local day from today, as typed."""
    return (timezone.localdate() + dt.timedelta(days=offset)).isoformat()


def objective(**more: Any) -> dict[str, Any]:
    """An objective that breaks no rule."""
    return {
        "text": "A room of his own", "area": "reintegration", "domain": "housing", "function": "reintegration",
        "finding": "Sleeps at three addresses", "measure": "Three months in one place", "target_on": day(90),
        "person_words": "A door that I can close", "chosen_by_person": "on", "state": "active", "version": "0", **more,
    }  # fmt: skip


def action(membership: Any, **more: Any) -> dict[str, Any]:
    """An action that breaks no rule."""
    return {"text": "Hand in the form", "membership": membership.pk, "due_on": day(5), "version": "0", **more}


def intervention(provider: Any, **more: Any) -> dict[str, Any]:
    """An intervention that breaks no rule."""
    return {
        "type": "mentoring", "provider": provider.pk, "title": "Evenings with a mentor", "goal": "Somebody outside",
        "setting": "community", "is_voluntary": "yes", "starts_on": day(-20), "version": "0", **more,
    }  # fmt: skip


def rows(model: Any, **lookup: Any) -> list[Any]:
    """Rows as they stand, oldest first where they are numbered."""
    with backstage():
        return list(model.objects.unguarded(because="test").filter(**lookup))


def due(kind: str, state: str = "open") -> list[Any]:
    """Deadlines of a kind."""
    return rows(Deadline, kind=kind, state=state)


def posted(client: Any, path: str, data: dict[str, Any], status: int = 303) -> Any:
    """The answer to a form, which must be ``status``."""
    answer = client.post(path, data)
    body = answer.content.decode()
    assert answer.status_code == status, (path, answer.status_code, body[body.find("There is a problem") :][:600])
    return answer
