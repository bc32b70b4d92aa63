"""The list of cases: only what one may see, found by what one may see, page by page, at a constant price."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from casework.queries.case_list import PAGE
from tests.casework.doors import INSIDE, OUTSIDE, lines, page, statements
from tests.factories import CaseFactory, PersonFactory, PlaceFactory


def more_cases(world: Any, n: Any, membership: Any, **fields: Any) -> Any:
    found = []
    for i in range(n):
        day = timezone.localdate() + dt.timedelta(days=i % 7)
        person = PersonFactory(given_name=f"Ö{i:03d}", family_name=f"Zoë{n - i:03d}")
        case = CaseFactory(
            reference=f"VRP-Q{i:03d}", partnership=world.partnership, lead_agency=world.probation, person=person,
            next_review_on=day, **fields,
        )  # fmt: skip
        if membership:
            PlaceFactory(case=case, membership=membership)
        found.append(case)
    return found


@pytest.mark.parametrize("who", INSIDE)
def test_people_with_a_place_find_the_case_and_the_exact_count(world: Any, browse: Any, who: Any) -> None:
    body = page(browse(getattr(world, who)), "/cases/")
    assert "VRP-CEDAR" in body
    assert "1 open case" in body


@pytest.mark.parametrize("who", OUTSIDE)
def test_everybody_else_finds_an_empty_list_whatever_they_search(world: Any, browse: Any, who: Any) -> None:
    client = browse(getattr(world, who))
    for query in ("", "?status=all", "?after=VRP-CEDAR", "?role=case_manager", "?sort=name"):
        body = page(client, f"/cases/{query}")
        assert "Idris" not in body
        assert 'scope="row"' not in body
    for word in ("Cedar", "Valcourt", "VRP-CEDAR"):  # only what was typed comes back
        never = word.replace("ed", "xx").replace("alc", "xxx")
        assert page(client, f"/cases/?q={word}").replace(word, never) == page(client, f"/cases/?q={never}")


def test_a_companion_knows_the_given_name_only_and_cannot_search_by_the_other(world: Any, browse: Any) -> None:
    client = browse(world.mentor)
    body = page(client, "/cases/")
    assert "Idris" in body
    assert "Valcourt" not in body
    assert "VRP-CEDAR" in page(client, "/cases/?q=idris")
    for word in ("Valcourt", "Valc", "v"):
        hits = "VRP-CEDAR" in page(client, f"/cases/?q={word}&sort=name")
        assert hits == (word in "vrp-cedar cedar idris"), word


def test_words_are_found_whatever_their_accents_and_case(world: Any, browse: Any) -> None:
    more_cases(world, 2, world.officer)
    client = browse(world.officer)
    for query, hits in (("zoe002 o000", 1), ("ZOË", 2), ("cedar VALCOURT", 1), ("vrp-q", 2), ("zoe valcourt", 0)):
        body = page(client, f"/cases/?q={query}")
        assert body.count('scope="row"') == hits, query


def test_percent_and_underscore_are_letters(world: Any, browse: Any) -> None:
    client = browse(world.officer)
    assert "VRP-CEDAR" not in page(client, "/cases/?q=%25")
    assert "VRP-CEDAR" not in page(client, "/cases/?q=_")


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("role=case_manager", {"manager"}),
        ("role=order_supervisor", {"supervisor"}),
        ("role=mine", {"manager", "supervisor", "teacher"}),
        ("level=1", {"manager", "supervisor", "chair"}),  # a guest is not shown it, and so does not find by it
        ("level=3", set()),
        ("stage=assess", {"manager", "supervisor", "teacher", "chair"}),
        ("stage=plan", set()),
        ("status=closed", set()),
        ("status=all", {"manager", "supervisor", "teacher", "chair"}),
        ("status=nonsense&level=x&agency=y&stage=z", {"manager", "supervisor", "teacher", "chair"}),
    ],
)
def test_filters_narrow_and_odd_values_narrow_nothing(world: Any, browse: Any, query: Any, hits: Any) -> None:
    found = {
        who
        for who in ("manager", "supervisor", "teacher", "chair")
        if "VRP-CEDAR" in page(browse(getattr(world, who)), f"/cases/?{query}")
    }
    assert found == hits


def test_the_lead_agency_narrows(world: Any, browse: Any) -> None:
    client = browse(world.officer)
    assert "VRP-CEDAR" in page(client, f"/cases/?agency={world.probation.pk}")
    assert "VRP-CEDAR" not in page(client, f"/cases/?agency={world.police.pk}")


def references(body: Any) -> Any:
    return [part.split("<")[0] for part in body.split('<td class="num">VRP-')[1:]]


@pytest.mark.parametrize("sort", ["review", "activity", "name", "reference"])
def test_every_sort_pages_through_all_rows_once_and_back(world: Any, browse: Any, sort: Any) -> None:
    more_cases(world, 2 * PAGE + 3, world.officer)
    client = browse(world.officer)
    seen, pages, url = [], [], f"/cases/?sort={sort}"
    while url:
        body = page(client, url)
        pages.append(references(body))
        seen += pages[-1]
        url = next_link(body, "next")
        back = next_link(body, "prev")
    assert len(seen) == len(set(seen)) == 2 * PAGE + 4
    assert references(page(client, back)) == pages[1]
    if sort == "name":
        assert seen[:2] == ["CEDAR", "Q052"]
    if sort == "reference":
        assert seen[1:] == sorted(seen[1:])


def next_link(body: Any, rel: Any) -> Any:
    if f'rel="{rel}"' not in body:
        return ""
    before = body[: body.index(f'rel="{rel}"')]
    return "/cases/" + before[before.rindex('href="') + 6 :].split('"')[0].replace("&amp;", "&")


def test_a_bad_or_hidden_cursor_is_page_one(world: Any, browse: Any) -> None:
    hidden = more_cases(world, 1, None)[0]
    client = browse(world.officer)
    whole = references(page(client, "/cases/"))
    for cursor in (hidden.reference, "VRP-NEVER", "%00", "'; --", "a" * 500):
        for side in ("after", "before"):
            assert references(page(client, f"/cases/?{side}={cursor.replace('%00', 'x')}")) == whole


def test_the_chair_reads_the_area_and_own_cases_in_one_order(world: Any, browse: Any) -> None:
    more_cases(world, 30, None)
    far = CaseFactory(
        reference="VRP-FAR", area="greyfell", partnership=world.partnership, lead_agency=world.probation,
        next_review_on=timezone.localdate() + dt.timedelta(days=3),
    )  # fmt: skip
    PlaceFactory(case=far, membership=world.chair)
    client = browse(world.chair)
    first = page(client, "/cases/")
    second = page(client, next_link(first, "next"))
    got = references(first) + references(second)
    assert "32 open cases" in first
    assert len(got) == len(set(got)) == 32
    assert got.index("FAR") > got.index("Q002")
    assert got.index("FAR") < got.index("Q004")


def test_the_page_is_one_line_of_the_trail_with_its_ids(world: Any, browse: Any) -> None:
    page(browse(world.officer), "/cases/")
    (line,) = lines("case.list_read")
    assert line.subjects == [world.case.pk]
    assert line.user_id == world.officer.user_id


@pytest.mark.parametrize("who", ["officer", "chair"])
def test_the_price_does_not_grow_with_the_rows(world: Any, browse: Any, who: Any) -> None:
    client = browse(getattr(world, who))
    page(client, "/cases/")
    few = statements(client, "/cases/")
    more_cases(world, 20, world.officer)
    many = statements(client, "/cases/")
    assert many <= few
    assert many <= 24
