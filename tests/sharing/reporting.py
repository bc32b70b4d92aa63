"""Steps of a report through the real doors, for several tests: begin, word, ask, sign, countersign, send."""

import re
from typing import Any

from django.test import Client
from django.utils import timezone

from devstack.testing import backstage
from sharing.models import CourtReport, ReportVersion
from tests.cast import browser_of
from tests.factories import MembershipFactory, give_to_agency
from tests.factories.reports import supervised, today

WHY = "a test looks at what was stored"


def with_record(world: Any) -> Any:
    """The cast's case with a record, and a senior who supervises the probation office's cases."""
    world.senior = MembershipFactory(agency=world.probation, duties=["supervisor"])
    give_to_agency(world.case, world.probation)
    world.record = supervised(world)
    return world


def begin(world: Any, about: str = "", **period: str) -> Any:
    """Begin a progress report as the order supervisor; return its row."""
    about = about or f"progress:{world.record.order.pk}"
    answer = browser_of(world.supervisor).post(
        f"/cases/{world.case.reference}/reports/new/", {"about": about, **period}
    )
    assert answer.status_code == 303, errors(answer)
    return row_at(answer["Location"])


def errors(answer: Any) -> str:
    """What a refused page says is wrong."""
    found = re.findall(r'govuk-error-summary__body">(.*?)</div>', answer.content.decode(), re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", " ".join(found)).split())


def row_at(address: str) -> Any:
    """The report that an address names."""
    return stored(pk=re.findall(r"/reports/([0-9a-f-]{36})/", address)[0])


def stored(**lookup: Any) -> Any:
    """A report as it is stored."""
    with backstage():
        return CourtReport.objects.unguarded(because=WHY).get(**lookup)


def part_form(client: Client, report: Any, part: str) -> dict[str, str]:
    """What the editor's page of a part would send as it stands."""
    page = client.get(f"/reports/{report.pk}/edit/{part}/").content.decode()
    form: dict[str, str] = {"version": re.findall(r'name="version" value="(\d+)"', page)[0]}
    for name, text in re.findall(r'<textarea name="([\w-]+)"[^>]*>\r?\n?(.*?)</textarea>', page, re.S):
        form[name] = _plain(text)
    for tag in re.findall(r'<input type="checkbox"[^>]*>', page):
        if " checked" in tag:
            form[re.findall(r'name="([\w-]+)"', tag)[0]] = "on"
    for tag in re.findall(r'<input type="number"[^>]*>', page):
        form[re.findall(r'name="([\w-]+)"', tag)[0]] = re.findall(r'value="(\d+)"', tag)[0]
    return form


def _plain(text: str) -> str:
    for sign, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        text = text.replace(sign, letter)
    return text


def word(world: Any, report: Any, part: str, **typed: str) -> Any:
    """Save a part with what was typed over what stands there."""
    client = browser_of(world.supervisor)
    return client.post(f"/reports/{report.pk}/edit/{part}/", {**part_form(client, report, part), **typed})


def post(member: Any, report: Any, act: str, **form: Any) -> Any:
    """One act on a report; what must name a version names the one that its page shows."""
    client = browser_of(member)
    page = {"check": "check/", "countersign": ""}.get(act)
    if page is not None and "version" not in form:
        shown = client.get(f"/reports/{report.pk}/{page}").content.decode()
        form["version"] = (re.findall(r'name="version" value="(\d+)"', shown) or ["0"])[0]
    return client.post(f"/reports/{report.pk}/{act}/", form)


def signed(world: Any) -> Any:
    """A report with everything it needs, checked by the police and signed."""
    report = begin(world)
    assert word(world, report, "persons_view", body="I want to finish the course.").status_code == 303
    assert word(world, report, "recommendation", body="Continue as it is.").status_code == 303
    assert post(world.supervisor, report, "ask").status_code == 303
    assert post(world.officer, report, "check", state="agreed").status_code == 303
    answer = post(world.supervisor, report, "sign")
    assert answer.status_code == 303, errors(answer)
    return stored(pk=report.pk)


def sent(world: Any) -> Any:
    """A report that is with the court."""
    report = signed(world)
    assert post(world.senior, report, "countersign").status_code == 303
    day = timezone.localdate().isoformat()
    assert post(world.supervisor, report, "send", how="portal", sent_on=day, told_on=day).status_code == 303
    return stored(pk=report.pk)


def files_of(report: Any) -> list[Any]:
    """The stored files of a report, by edition and format."""
    with backstage():
        rows = ReportVersion.objects.unguarded(because=WHY).filter(report=report)
        return list(rows.order_by("edition", "format"))


def day(offset: int = 0) -> str:
    """A local day as typed."""
    return today(offset).isoformat()
