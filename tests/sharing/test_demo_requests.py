"""The demonstration tells of twelve requests between agencies: all six answers, two of them overdue."""

from collections import Counter

from django.utils import timezone

from devstack.testing import backstage
from sharing.models import AnswerSilence, RequestRemark, SharingAnswer, SharingRequest
from tests.cast import browser_of
from tests.sharing.demonstration import WHY, member


def test_twelve_requests_with_every_answer_and_two_overdue(told: None) -> None:
    today = timezone.localdate()
    with backstage():
        rows = list(SharingRequest.objects.unguarded(because=WHY))
        given = Counter(SharingAnswer.objects.unguarded(because=WHY).values_list("given", flat=True))
        silences = Counter(AnswerSilence.objects.unguarded(because=WHY).values_list("code", flat=True))
        remarks = Counter(RequestRemark.objects.unguarded(because=WHY).values_list("kind", flat=True))
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
