"""What the tests of case pages share: who stands where, and what an outsider must get."""

import re
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.models import Event
from devstack.testing import backstage

TOKEN = r"\b[A-Za-z0-9]{64}\b"
INSIDE = ("supervisor", "manager", "officer", "clinician", "teacher", "mentor", "chair")
OUTSIDE = ("analyst", "past_guest", "colleague", "border", "stranger", "legal", "coordinator", "duty")


def page(client: Any, path: Any, status: Any = 200) -> Any:
    """The body of a page that answers ``status``, with its tokens against forged forms made alike."""
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return re.sub(TOKEN, "token", answer.content.decode())


def must_look_absent(client: Any, path: Any, reference: Any = "VRP-CEDAR", data: Any = None) -> None:
    """The page of a hidden case is byte for byte that of a case that never existed."""
    real, never = path.replace("{}", reference), path.replace("{}", "VRP-NEVER")
    call = client.get if data is None else lambda to: client.post(to, data)
    shown, absent = call(real), call(never)
    assert shown.status_code == absent.status_code == 404, (path, shown.status_code, absent.status_code)
    assert shown.content == absent.content


def lines(verb: Any) -> Any:
    """Lines of the trail with this verb, oldest first."""
    with backstage():
        return list(Event.objects.unguarded(because="test").filter(verb=verb).order_by("seq"))


def statements(client: Any, path: Any) -> Any:
    """How many statements a page costs."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)
