"""The demonstration tells of twelve requests between agencies: all six answers, two of them overdue."""

from collections import Counter

from django.utils import timezone

from devstack.testing import backstage
from sharing.demo.quarter import facts
from sharing.models import AnswerSilence, RequestRemark, SharingAnswer, SharingRequest
from tests.cast import browser_of
from tests.sharing.demonstration import WHY, member


def test_twelve_requests_with_every_answer_and_two_overdue(told: None) -> None:
    today, known = timezone.localdate(), facts()
    routine = [fact["question"] for fact in (*known["ask"], *known["answer"], known["late"])]
    with backstage():
        rows = list(SharingRequest.objects.unguarded(because=WHY).exclude(words__question__in=routine))
        of = {"request__in": rows}
        given = Counter(SharingAnswer.objects.unguarded(because=WHY).filter(**of).values_list("given", flat=True))
        silences = Counter(AnswerSilence.objects.unguarded(because=WHY).filter(**of).values_list("code", flat=True))
        remarks = Counter(RequestRemark.objects.unguarded(because=WHY).filter(**of).values_list("kind", flat=True))
    assert len(rows) == 12
    assert sum(row.is_overdue(today) for row in rows) == 2
    assert set(given) == {"full", "summary", "gist", "refused", "nothing"}
    assert silences == {"cannot_say": 2, "nothing_held": 1}
    assert remarks == {"action": 2, "effect": 2}
    assert sum(row.second_to_id is not None for row in rows) == 1


def test_whoever_asked_reads_the_words_of_each_answer(told: None) -> None:
    with backstage():
        answers = SharingAnswer.objects.unguarded(because=WHY).filter(note__isnull=False)
        asked = [
            (row.given, row.request.membership, row.request_id)
            for row in answers.select_related("request__membership__user")
        ]
    for given, by, request in asked:
        page = browser_of(by).get(f"/requests/{request}/").content.decode()
        assert "are not yours to read" not in page, given


def test_the_inbox_of_the_police_has_one_overdue(told: None) -> None:
    page = browser_of(member("jonas.akkerby")).get("/requests/").content.decode()
    assert "1 request to your agency is overdue." in page


def test_symmetry_of_the_last_quarter_says_that_the_police_asked_nine_and_answered_four(told: None) -> None:
    for login in ("jonas.akkerby", "ruben.tallis", "ines.marholt"):
        page = browser_of(member(login)).get("/agencies/symmetry/").content.decode()
        assert "Community &amp; Prevention Desk asked 9 and answered 4." in page, login
        assert "VRP-" not in page


def test_nothing_of_that_quarter_is_overdue(told: None) -> None:
    with backstage():
        rows = SharingRequest.objects.unguarded(because=WHY).open().filter(due_on__lt=timezone.localdate())
        assert rows.count() == 2
