"""The menu: what somebody can never have is not offered, and each page says where it belongs."""

import re
from typing import Any

from casework.context_processors import DESKS, PAGES
from config.urls import urlpatterns as roof
from devstack.testing import backstage
from tests.casework.doors import page
from tests.factories import BreachFactory, ConditionFactory, CourtDecisionFactory, OrderFactory


def menu(client: Any, path: str = "/", name: str = "Main") -> list[str]:
    """The entries of a menu; the one where the page belongs is in brackets."""
    (found,) = re.findall(rf'<nav class="moj-sub-navigation" aria-label="{name}">(.*?)</nav>', page(client, path), re.S)
    links = re.findall(r'<a class="[^"]*"( aria-current="page")? href="[^"]*">([^<]*)</a>', found)
    return [f"[{label.strip()}]" if current else label.strip() for current, label in links]


def test_reports_are_offered_to_those_who_can_have_some(world: Any, browse: Any) -> None:
    for who in (world.supervisor, world.manager, world.officer):
        assert "Reports" in menu(browse(who))
    with backstage():
        world.college.involvement, world.college.version = "on_call", world.college.version + 1
        world.college.save()
    assert "Reports" not in menu(browse(world.teacher))  # an agency on call has no permanent place anywhere
    assert "Shared with us" in menu(browse(world.teacher))
    assert 'href="/forecast/"' not in page(browse(world.teacher), "/")  # nor an order to see the end of
    assert 'href="/forecast/"' in page(browse(world.officer), "/")
    assert "Reports" not in menu(browse(world.mentor))


def test_a_breach_and_a_decision_belong_to_the_case(world: Any, browse: Any) -> None:
    order = OrderFactory(case=world.case)
    decision = CourtDecisionFactory(order=order, membership=world.supervisor)
    breach = BreachFactory(condition=ConditionFactory(order=order, source_decision=decision))
    browser, case = browse(world.supervisor), f"/cases/{world.case.reference}"
    for path in (f"{case}/breaches/", f"{case}/breach/{breach.pk}/", f"{case}/decisions/", f"{case}/plan/"):
        assert "[Cases]" in menu(browser, path), path
    for path in ("/agencies/agreements/", "/signs/", "/courts/"):
        assert "[Agencies]" in menu(browse(world.coordinator), path), path


def test_the_catalogue_of_signs_is_found_beside_the_agencies(world: Any, browse: Any) -> None:
    for who in (world.coordinator, world.officer):
        assert 'href="/signs/"' in page(browse(who), "/agencies/")
        assert 'href="/agencies/agreements/"' in page(browse(who), "/signs/")


def test_one_entry_leads_to_the_desks_that_somebody_has(world: Any, browse: Any) -> None:
    chair, coordinator = browse(world.chair), browse(world.coordinator)
    assert "[Exchange]" in menu(chair, "/requests/")
    desks = menu(chair, "/requests/", "Exchange")
    assert desks[:2] == ["[Requests]", "Disclosures to decide"]
    assert "[Told later]" in menu(chair, "/deferrals/", "Exchange")
    assert "Disclosures to decide" not in menu(coordinator, "/requests/", "Exchange")
    assert 'aria-label="Exchange"' not in page(chair, "/cases/")
    assert "[Duty reports]" in menu(browse(world.mentor), "/duty-reports/")  # all that a companion has of it


INSIDE = (
    "Requests", "Passed on", "Disclosures", "Duty reports", "Legal advice", "What the person knows", "Rights", "Leaks",
    "For the public", "Retention",
)  # fmt: skip
BESIDE = {"teacher": ("Requests", "Duty reports", "Legal advice", "Leaks"), "mentor": (*INSIDE[3:5], "Leaks")}


def test_a_case_leads_to_everything_that_passes_between_its_agencies_and_leaves_them(world: Any, browse: Any) -> None:
    for who, expected in {"manager": INSIDE, "chair": INSIDE[:4] + INSIDE[5:], **BESIDE}.items():
        browser, case = browse(getattr(world, who)), f"/cases/{world.case.reference}/"
        assert "Exchange" in menu(browser, case, "Case")
        assert f'href="{case}leaks/"' not in page(browser, f"{case}plan/")  # they stand below the open entry alone
        entries = menu(browser, f"{case}duty-reports/", "Exchange")
        assert entries == [f"[{label}]" if label == "Duty reports" else label for label in expected]
        assert "[Exchange]" in menu(browser, f"{case}duty-reports/", "Case")
        (shown,) = re.findall(r'<main.*?aria-label="Exchange">(.*?)</nav>', page(browser, f"{case}duty-reports/"), re.S)
        assert [browser.get(path).status_code for path in re.findall(r'href="([^"]*)"', shown)] == [200] * len(expected)


def test_a_form_stands_under_the_tab_that_led_to_it(world: Any, browse: Any) -> None:
    browser, case = browse(world.manager), f"/cases/{world.case.reference}/"
    assert "[Exchange]" in menu(browser, f"{case}rights/new/", "Case")
    assert "[Rights]" in menu(browser, f"{case}rights/new/", "Exchange")
    assert "[Assessments]" in menu(browser, f"{case}reviews/new/", "Case")
    assert "[Plan]" in menu(browser, f"{case}objectives/new/", "Case")


APART = re.compile(
    r".*(_draft|_audience|_csv|_ics|_pdf|_file|_working)|about|accessibility|code_of_conduct|healthz|readyz"
    r"|session_state|theme_set"
)
"""Pages of the product itself, files, and what a form asks on its way."""


def named(patterns: Any, prefix: str = "") -> dict[str, str]:
    """Every named address but those of the account, which the user menu has, and of the API."""
    found: dict[str, str] = {}
    for one in patterns:
        path = prefix + str(one.pattern)
        if hasattr(one, "url_patterns"):
            found |= named(one.url_patterns, path)
        elif one.name and not path.startswith(("api/", "account", "login", "logout")):
            found[one.name] = path
    return found


def test_every_page_belongs_to_one_entry_of_the_menu() -> None:
    listed = [name for pages in (*PAGES.values(), *DESKS.values()) for name in pages]
    assert {name for name in listed if listed.count(name) > 1} == set()
    assert set(listed) - set(named(roof)) == set()
    assert {name for name in set(named(roof)) - set(listed) if not APART.fullmatch(name)} == set()
