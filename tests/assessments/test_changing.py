"""A change and a new view are told apart by what stands behind an answer."""

import datetime as dt

import pytest

from assessments.changing import Look, Move, label_of, move_between, moved, share_of
from assessments.definition import read
from tests.factories.assessments import SRDR

AS_OF = dt.date(2026, 3, 1)
EARLIER, LATER = AS_OF - dt.timedelta(days=20), AS_OF + dt.timedelta(days=1)
SRDR_1 = read(SRDR)


def look(answer: str, told_on: tuple[dt.date, ...] = (), raters: str = "") -> Look:
    return Look(answer, told_on=told_on, raters=frozenset(raters.split()))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (look("some"), look("some"), Move.NONE),
        (look("some"), look("some", (LATER,), "POL"), Move.NONE),
        (look("marked"), look("some", (LATER,)), Move.CHANGE),
        (
            look("marked", raters="VPO"),
            look("some", (EARLIER, LATER), "POL"),
            Move.CHANGE,
        ),  # one newer record is enough
        (look("marked", raters="POL VPO"), look("some", raters="VPO POL"), Move.CHANGE),  # the same agencies say so
        (look("marked"), look("some"), Move.CHANGE),
        (look("marked", raters="VPO"), look("some", raters="SDR"), Move.NEW_VIEW),  # only another one rated it
        (look("marked", raters="VPO"), look("some", raters="VPO SDR"), Move.NEW_VIEW),
        (look("no_sign"), look("some", (EARLIER,)), Move.NEW_VIEW),  # new to us, and so before
        (look("no_sign"), look("some", (AS_OF,)), Move.NEW_VIEW),  # the day itself was judged already
        (look("not_known"), look("some", (LATER,)), Move.NEW_VIEW),
        (look("some"), look("not_known"), Move.NEW_VIEW),
        (None, look("some", (LATER,)), Move.NEW_VIEW),  # not asked before
        (look("some"), None, Move.NEW_VIEW),
        (None, look(""), Move.NONE),
        (None, None, Move.NONE),
    ],
)
def test_what_a_differing_answer_says(before: Look | None, after: Look | None, said: Move) -> None:
    assert move_between(before, after, AS_OF) is said


def test_the_place_of_an_answer_comes_from_its_order_alone() -> None:
    concern, imminence = SRDR_1.item("C1"), SRDR_1.item("I6")
    assert concern
    assert imminence
    assert [share_of(concern, code) for code in ("no_sign", "some", "marked", "not_known", "now")] == [
        0, 0.5, 1, None, None,
    ]  # fmt: skip
    assert share_of(imminence, "none_seen") == 1
    assert label_of(concern, "no_sign") == "No sign"
    assert label_of(concern, "") == ""


def test_an_item_moved_when_two_answers_differ() -> None:
    concern, words = SRDR_1.item("C1"), SRDR_1.item("K1")
    assert concern
    assert words
    assert moved(concern, [look("some"), None, look("marked")])
    assert not moved(concern, [look("some"), None, look("some")])
    assert not moved(words, [Look(reason="One"), Look(reason="Two")])
