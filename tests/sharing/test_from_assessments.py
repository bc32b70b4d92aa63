"""What an assessment tells the court: only once it is marked, in words, without health, belief or a level."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import pypdfium2
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from access.models import Event
from assessments.models import Assessment
from devstack.testing import backstage
from sharing.models import ReportOmission, ReportStatement
from tests.api.caller import caller
from tests.cast import acting, browser_of
from tests.factories import (
    AssessmentFactory,
    ConsensusRatingFactory,
    ContributionFactory,
    DissentFactory,
    InformationGapFactory,
    InstrumentFactory,
    JudgementFactory,
    NoteFactory,
)
from tests.sharing.reporting import WHY, begin, errors, files_of, post, with_record, word
from tests.sharing.test_report_kinds import words

MARKED = {
    "judgement": "Zqjudged in words.", "gap": "Zqgap about money", "home": "Zqhome is stable", "view": "Zqother view",
    "change": "Zqfewer meetings",
}  # fmt: skip
NEVER = ("Zqhealth", "Zqbelief", "Zqpriority", "Core story", "Urgent")


@pytest.fixture
def court(world: Any) -> Any:
    """The cast's case with a record and two countersigned assessments, nothing of which the court may be told yet."""
    w = with_record(world)
    w.questions = InstrumentFactory(partnership=w.partnership)
    w.earlier, w.judged = lay(w, 90), lay(w, 3)
    for code, answer, reason in (
        ("C1", "some", MARKED["change"]), ("F1", "no_sign", ""), ("F3", "some", MARKED["home"]),
        ("J6", "established", "Coaches on Saturdays"), ("B1", "marked", "Zqbelief reason"), ("E1", "not_known", "x"),
    ):  # fmt: skip
        ConsensusRatingFactory(assessment=w.judged, item=code, answer=answer, reason=reason)
    for code, answer in (("C1", "marked"), ("J6", "emerging"), ("F3", "some")):
        ConsensusRatingFactory(assessment=w.earlier, item=code, answer=answer, reason="Zqearlier reason")
    JudgementFactory(assessment=w.earlier, words="Zqearlier judgement.")
    JudgementFactory(
        assessment=w.judged, words=MARKED["judgement"], priority="urgent", confidence="high", rests_on=["C1", "B1"]
    )
    InformationGapFactory(assessment=w.judged, text=MARKED["gap"])
    InformationGapFactory(assessment=w.judged, text="Zqclosed", answer="x", closed_on=w.judged.as_of)
    DissentFactory(assessment=w.judged, membership=w.officer, view=MARKED["view"], reason="Seen otherwise")
    DissentFactory(assessment=w.judged, membership=w.clinician, item="", view="Zqhealth view")
    DissentFactory(assessment=w.judged, membership=w.officer, item="B1", view="Zqbelief view")
    note = NoteFactory(case=w.case, by=w.clinician, full="Zqhealth words", summary="Zqhealth in short")
    ContributionFactory(assessment=w.judged, agency=w.health, membership=w.clinician, note=note, opened=True)
    return w


def lay(world: Any, ago: int) -> Any:
    """A countersigned assessment of some days ago."""
    now = timezone.now()
    return AssessmentFactory(
        case=world.case, assessor=world.manager, instrument=world.questions, state="countersigned",
        countersigner=world.supervisor, countersigned_at=now, as_of=timezone.localdate() - dt.timedelta(days=ago),
    )  # fmt: skip


def mark(member: Any, row: Any, **form: Any) -> Any:
    """Say that the court may be told, or take it back, on the page."""
    return browser_of(member).post(f"/assessments/{row.pk}/court/", {"version": stored(row).version, **form})


def stored(row: Any) -> Assessment:
    with backstage():
        return Assessment.objects.unguarded(because=WHY).get(pk=row.pk)


def everything(court: Any, report: Any) -> str:
    """All that the writer is shown and given of a report: pages, program, working copy."""
    client, at = browser_of(court.supervisor), f"/reports/{report.pk}/"
    pages = [client.get(f"{at}{part}").content.decode() for part in ("", "preview/", "edit/risk/", "edit/everyday/")]
    pages.append(caller(court.supervisor).get(at).content.decode())
    return " ".join([*pages, *_pdf(client.get(f"{at}working.pdf").content)])


def _pdf(content: bytes) -> list[str]:
    made = pypdfium2.PdfDocument(content)
    return [made[n].get_textpage().get_text_bounded() for n in range(len(made))]


def docx_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        return made.read("word/document.xml").decode()


def test_nothing_of_an_assessment_is_told_before_it_is_marked(court: Any) -> None:
    report = begin(court)
    found = everything(court, report)
    assert [word for word in (*MARKED.values(), *NEVER, "Zqearlier", "Zqclosed") if word in found] == []
    assert "No assessment is cleared for the court." in words(report)["risk"]
    with backstage():
        rows = ReportOmission.objects.unguarded(because=WHY).filter(report=report, source_kind="assessment")
        assert (court.judged.pk, "not_cleared") in {(row.source_id, row.why) for row in rows}
    assert "Not cleared for the court" in found


def test_a_marked_assessment_is_told_in_words_with_its_source(court: Any) -> None:
    assert mark(court.manager, court.judged).status_code == 303
    report = begin(court)
    told = words(report)
    assert MARKED["judgement"] in told["risk"]
    assert "How sure the team is: High" in told["risk"]
    assert "It rests on: Current ties." in told["risk"]
    assert "holds a different view of “Current ties”" in told["risk"]
    assert MARKED["view"] in told["risk"]
    assert MARKED["gap"] in told["not_verified"]
    assert MARKED["home"] in told["everyday"]
    assert "Place to belong: Established. Coaches on Saturdays." in told["everyday"]
    assert "No sign of: Home. Not known: Isolation." in told["everyday"]
    found = everything(court, report)
    assert "Assessment" in found
    for never in (*NEVER, "Zqearlier", "Zqclosed", MARKED["change"]):
        assert never not in " ".join(told.values()), never
        assert never not in found, never
    with backstage():
        rows = ReportStatement.objects.unguarded(because=WHY).filter(report=report, source_kind="assessment")
        assert {row.originator_id for row in rows} == {court.manager.agency_id, court.police.pk}
        assert all(row.nature == "opinion" and row.is_quoted and row.source_id for row in rows)
        out = ReportOmission.objects.unguarded(because=WHY).filter(report=report, source_kind="assessment")
        assert {row.why for row in out} >= {"nature", "health_secrecy"}


def test_change_is_told_only_from_one_that_is_marked_too(court: Any) -> None:
    for row in (court.judged, court.earlier):
        assert mark(court.supervisor, row).status_code == 303
    told = words(begin(court))
    assert "Current ties: Some; before: Marked." in told["risk"]
    assert MARKED["change"] in told["risk"]
    assert "Change is told from the assessment of" in told["risk"]
    assert "Place to belong: Established; before: Emerging." in told["everyday"]
    assert "Zqearlier" not in " ".join(told.values())


def test_the_newest_countersigned_one_decides(court: Any) -> None:
    assert mark(court.supervisor, court.earlier).status_code == 303
    report = begin(court)
    assert "No assessment is cleared for the court." in words(report)["risk"]
    assert "Zqearlier" not in everything(court, report)
    AssessmentFactory(case=court.case, assessor=court.manager, instrument=court.questions, state="signed")
    assert mark(court.supervisor, court.judged).status_code == 303
    assert post(court.supervisor, report, "refresh").status_code == 303
    assert MARKED["judgement"] in words(report)["risk"]
    assert "Waits to be countersigned" in everything(court, report)


def test_who_may_say_so_and_of_which(court: Any) -> None:
    for member, status in ((court.officer, 403), (court.clinician, 403), (court.chair, 403), (court.teacher, 404)):
        assert mark(member, court.judged).status_code == status
    assert stored(court.judged).for_court_at is None
    early = AssessmentFactory(case=court.case, assessor=court.manager, instrument=court.questions, state="signed")
    answer = mark(court.manager, early)
    assert answer.status_code == 422
    assert "countersigned and stands" in answer.content.decode()
    assert mark(court.manager, court.judged, version=99).status_code == 409
    page = browser_of(court.manager).get(f"/assessments/{court.judged.pk}/court/").content.decode()
    assert MARKED["judgement"] in page
    assert MARKED["home"] in page
    assert not [never for never in NEVER if never in page]
    assert mark(court.manager, court.judged).status_code == 303
    assert "already" in mark(court.supervisor, court.judged).content.decode()
    page = browser_of(court.officer).get(f"/assessments/{court.judged.pk}/").content.decode()
    assert "The court may be told" in page
    with backstage():
        (line,) = Event.objects.unguarded(because=WHY).filter(verb="assessment.cleared_for_court")
        assert (line.membership_id, line.subjects) == (court.manager.pk, [court.judged.pk])


def test_it_is_taken_back_until_a_signed_report_tells_of_it(court: Any) -> None:
    assert mark(court.manager, court.judged).status_code == 303
    report = begin(court)
    assert mark(court.supervisor, court.judged, keep_back="1").status_code == 303
    with backstage():
        assert Event.objects.unguarded(because=WHY).filter(verb="assessment.kept_from_court").exists()
    assert mark(court.supervisor, court.judged, keep_back="1").status_code == 422
    word(court, report, "persons_view", body="I want to finish the course.")
    word(court, report, "recommendation", body="Continue.")
    post(court.supervisor, report, "ask")
    for member in (court.officer, court.manager):
        post(member, report, "check", state="agreed")
    refused = post(court.supervisor, report, "sign")
    assert refused.status_code == 422
    assert "no longer cleared" in errors(refused)
    assert mark(court.manager, court.judged).status_code == 303
    answer = post(court.supervisor, report, "sign")
    assert answer.status_code == 303, errors(answer)
    answer = mark(court.manager, court.judged, keep_back="1")
    assert answer.status_code == 422
    assert "A signed report tells of this assessment" in answer.content.decode()
    with acting(court.manager), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE assessments_assessment SET version = version + 1, for_court_at = NULL, for_court_by_id = NULL "
            "WHERE id = %s", [court.judged.pk],
        )  # fmt: skip
    files = {row.format: bytes(row.content) for row in files_of(report)}
    assert MARKED["judgement"] in docx_of(files["docx"])
    assert MARKED["judgement"] in " ".join(" ".join(_pdf(files["pdf"])).split())
    for never in (*NEVER, "Zqearlier"):
        assert never not in docx_of(files["docx"]) + " ".join(_pdf(files["pdf"]))


def test_the_wall_takes_no_words_of_one_that_is_not_marked(court: Any) -> None:
    assert mark(court.manager, court.judged).status_code == 303
    report = begin(court)
    with backstage():
        one = ReportStatement.objects.unguarded(because=WHY).filter(report=report, source_kind="assessment")[0]
    with acting(court.supervisor), pytest.raises(DatabaseError), transaction.atomic():
        ReportStatement(
            report=report, section_id=one.section_id, position=1, text="x", source_kind="assessment",
            source_id=court.earlier.pk, nature="opinion",
        ).save(force_insert=True)  # fmt: skip


def test_programs_say_so_too(court: Any) -> None:
    path = f"/assessments/{court.judged.pk}/court/"
    told = caller(court.manager).get(path).json()
    assert told["since"] == ""
    assert MARKED["judgement"] in str(told["parts"])
    assert caller(court.officer).get(path).status_code == 403
    body = {"version": told["version"], "told": True}
    assert caller(court.supervisor).post(path, body).status_code == 201
    assert caller(court.supervisor).post(path, body).status_code == 409
    body = {"version": told["version"] + 1, "told": False}
    assert caller(court.supervisor).post(path, body).json()["since"] == ""
