"""The ledger of the partnership: legal advisers read what left the teams, and of the case nothing."""

from __future__ import annotations

import hashlib
import re
import uuid
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from devstack.testing import backstage
from sharing.models import Disclosure
from sharing.queries import advisers_ledger as query
from tests.casework.doors import lines, page, statements
from tests.cast import acting
from tests.doors.stage import Stage
from tests.factories import AgencyFactory, CaseFactory, MembershipFactory, PartnershipFactory
from tests.factories.duty import DutyReportFactory
from tests.factories.reports import DeferralFactory, DisclosureFactory
from tests.sharing.report_stage import lay

LEDGER = "/ledger/partnership/"


@pytest.fixture
def stage(world: Any) -> Stage:
    """The staged disclosures: of some the person knows, of one they are told later."""
    return lay(world)


def test_it_says_to_whom_on_which_basis_and_whether_the_person_knows(stage: Stage, browse: Any) -> None:
    shown = page(browse(stage.legal), LEDGER)
    for word in ("Progress report", "Put off until", "Not told yet", stage.probation.name, "Full text"):
        assert word in shown, word
    assert re.search(r"D-[0-9A-F]{6}, case C-[0-9A-F]{8}\b", shown)
    assert stage.put_off.pk in lines("ledger.read_by_adviser")[0].subjects


def test_it_shows_no_case_and_no_word_of_one(stage: Stage, browse: Any) -> None:
    shown = page(browse(stage.legal), LEDGER)
    person = stage.case.person
    for word in (stage.case.reference, stage.case.neutral_title, str(stage.case.pk), str(person), person.family_name):
        assert word not in shown
    assert not [name for name, word in stage.words.items() if word in shown]


def _marks(reader: Any) -> dict[uuid.UUID, str]:
    with acting(reader) as actor:
        return {line.id: line.case_mark for line in query.advisers_ledger(actor).lines}


def test_the_mark_of_a_case_groups_its_lines_and_matches_no_key_that_somebody_knows(stage: Stage) -> None:
    other = CaseFactory(partnership=stage.partnership, lead_agency=stage.probation)
    duty = DutyReportFactory(case=other, membership=stage.supervisor, to_agency=stage.police)
    row = DisclosureFactory(
        report=None, case=other, court=None, membership=stage.supervisor, to_agency=stage.police, duty_report=duty
    )
    marks = _marks(stage.legal)
    with backstage():
        ours = set(
            Disclosure.objects.unguarded(because="test").filter(case=stage.case).values_list("pk", flat=True)
        ) & set(marks)
    assert len(ours) > 1
    (mark,) = {marks[key] for key in ours}
    assert marks[row.pk] != mark
    key = stage.case.pk.hex.upper()
    assert mark.removeprefix("C-") not in (key[:8], hashlib.sha256(stage.case.pk.bytes).hexdigest()[:8].upper())
    second = MembershipFactory(agency=stage.legal.agency, duties=["legal"])
    assert set(_marks(second).values()).isdisjoint({mark})
    assert _marks(stage.legal)[stage.put_off.pk] == mark


def test_bare_sql_makes_no_mark_of_a_known_case(stage: Stage) -> None:
    with acting(stage.legal), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sharing_advisers_ledger(false, NULL, NULL, 9)")
        assert str(stage.case.pk) not in str(cursor.fetchall())
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute("SELECT sharing_mark_of_case(%s)", [stage.case.pk])


def test_advisers_alone_read_it(stage: Stage, browse: Any) -> None:
    for who in ("supervisor", "manager", "officer", "chair", "coordinator", "teacher", "mentor", "stranger"):
        answer = browse(getattr(stage, who)).get(LEDGER)
        assert answer.status_code == 403, who
        with acting(getattr(stage, who)), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sharing_advisers_ledger(false, NULL, NULL, 9)")
            assert cursor.fetchone() == (0,), who


def test_another_partnership_is_not_in_it(stage: Stage, browse: Any) -> None:
    other = MembershipFactory(agency=AgencyFactory(partnership=PartnershipFactory()), duties=["legal"])
    assert "Nothing was passed on yet" in page(browse(other), LEDGER)


def test_it_narrows_to_what_the_person_does_not_know(stage: Stage) -> None:
    with acting(stage.legal) as actor:
        every = {line.id: line.tone for line in query.advisers_ledger(actor).lines}
        untold = {line.id for line in query.advisers_ledger(actor, untold=True).lines}
    assert untold == {key for key, tone in every.items() if tone != "green"}
    assert "green" in every.values()
    assert untold < set(every)


def test_pages_follow_each_other_without_gap_or_repetition(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, browse: Any
) -> None:
    monkeypatch.setattr(query, "SHOWN", 2)
    seen, after = [], ""
    with acting(stage.legal) as actor:
        while True:
            found = query.advisers_ledger(actor, after=after)
            seen += [line.id for line in found.lines]
            after = found.older
            if not after:
                break
    assert len(seen) == len(set(seen)) > 2
    odd = browse(stage.legal).get(f"{LEDGER}?after=odd")
    assert odd.status_code == 200


def test_a_deferral_that_is_over_puts_nothing_off(stage: Stage) -> None:
    case = CaseFactory(partnership=stage.partnership, lead_agency=stage.probation)
    duty = DutyReportFactory(case=case, membership=stage.supervisor, to_agency=stage.police)
    row = DisclosureFactory(
        report=None, case=case, court=None, membership=stage.supervisor, to_agency=stage.police, duty_report=duty
    )
    DeferralFactory(disclosure=row, proposed_by=stage.supervisor, decided_by=stage.chair, state="ended", reason="Over.")
    with acting(stage.legal) as actor:
        (line,) = [one for one in query.advisers_ledger(actor).lines if one.id == row.pk]
    assert (line.what, line.told, line.recipient) == ("Duty report", "Not told yet", stage.police.name)


def test_programs_of_advisers_read_it(stage: Stage, browse: Any) -> None:
    answer = browse(stage.legal).get(f"/api/v1{LEDGER}")
    assert answer.status_code == 200
    assert {"case_mark", "recipient", "told"} <= set(answer.json()["lines"][0])
    assert browse(stage.chair).get(f"/api/v1{LEDGER}").status_code == 403


def test_no_statement_per_line(stage: Stage, browse: Any) -> None:
    client = browse(stage.legal)
    page(client, LEDGER)
    one = statements(client, LEDGER)
    for _ in range(5):
        duty = DutyReportFactory(case=stage.case, membership=stage.supervisor, to_agency=stage.police)
        DisclosureFactory(
            report=None, case=stage.case, court=None, membership=stage.supervisor, to_agency=stage.police,
            duty_report=duty,
        )  # fmt: skip
    assert statements(client, LEDGER) == one
