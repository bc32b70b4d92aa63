"""Two requests at the same moment about one report: the slower one is told so, and loses nothing it typed."""

from typing import Any

from casework.models import Note
from devstack.testing import backstage
from sharing.models import CourtReport, Disclosure, Notification
from tests.casework.planning import rows
from tests.cast import browser_of
from tests.factories import NoteFactory
from tests.factories.reports import CourtReportFactory, today
from tests.meanwhile import before_it_is_stored
from tests.sharing.reporting import day, errors, post, sent, with_record


def test_the_person_is_told_once(world: Any) -> None:
    report = sent(with_record(world))
    (disclosure,) = rows(Disclosure, report=report)
    words = NoteFactory(case=world.case, by=world.manager, full="Told.")
    before = len(rows(Note))

    def first() -> None:
        with backstage():
            Notification(
                disclosure=disclosure, told_on=today(), membership=world.manager, note=words,
                recorded_at=disclosure.recorded_at,
            ).save(force_insert=True)  # fmt: skip

    with before_it_is_stored("sharing_notification", first):
        answer = post(world.supervisor, report, "told", told_on=day(), words="What it says of him.", reaction="Fine.")
    assert answer.status_code == 409, errors(answer)
    body = answer.content.decode()
    assert "The person was told already" in body
    assert "What it says of him." in body, "nothing typed is lost"
    assert len(rows(Note)) == before, "the words of the slower one are no note"


def test_a_report_of_a_kind_is_begun_once(world: Any) -> None:
    order = with_record(world).record.order
    client = browser_of(world.supervisor)

    def first() -> None:
        CourtReportFactory(order=order, author=world.supervisor)

    with before_it_is_stored("sharing_courtreport", first):
        answer = client.post(f"/cases/{world.case.reference}/reports/new/", {"about": f"progress:{order.pk}"})
    assert answer.status_code == 409, errors(answer)
    assert "is being written already" in answer.content.decode()
    assert rows(CourtReport) == []
