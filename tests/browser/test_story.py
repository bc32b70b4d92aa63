"""The main job from end to end: a note in tiers, who reads it, who learns nothing, and what the trail tells."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from devstack.served import Served
from tests.browser.asking import Names, answers, differences, nobody
from tests.browser.visitors import CEDAR, Visitors, backstage

pytestmark = pytest.mark.browser
TITLE = "An offer at the quay"
TEXTS = {
    "Full text": "On Thursday M.K. waited at pier nine and offered him a driving job. Canary amaranth.",
    "Summary": "Somebody linked to the former group offered him paid work. Canary buttercup.",
    "Gist": "An approach is likely this month. Canary celandine.",
}
ACTION = "Keep the evenings filled. Canary delphinium."
FORMS = f"/cases/{CEDAR}/notes/new/"
PROMISED = {"Ines Marholt": "Full text", "Jonas Akkerby": "Summary", "Amara Denholt": "Summary", "Ruben Tallis": "Gist"}
Opens = Callable[[Served], Visitors]


@dataclass(frozen=True)
class Told:
    """The note of the story: its id, and what the panel said about each person before it was saved."""

    note: str
    panel: dict[str, str]


def write(page: Page) -> None:
    """Fill the form as an order supervisor would."""
    page.get_by_label("What it is about").select_option("Contact with the person")
    page.get_by_label("Date it happened").fill("2026-01-15")
    page.get_by_label("Title", exact=True).fill(TITLE)
    for tier, text in TEXTS.items():
        page.get_by_role("textbox", name=re.compile(f"^{tier}")).fill(text)
    page.get_by_label("What the reader should do").fill(ACTION)
    page.get_by_label("Fact: seen or recorded").check()
    page.get_by_label("Core: permanent members of this case only").check()
    page.get_by_label("Fullest text that leaves our agency").select_option("Summary")


def panel_of(page: Page) -> dict[str, str]:
    """Return what the panel says each person would read."""
    found = {}
    for line in page.locator("#audience li li").all_inner_texts():
        who, _colon, tier = line.partition(":")
        found[who.split(",")[0].strip()] = re.sub(r"\(.*", "", tier).strip()
    return found


@pytest.fixture(scope="module")
def told(browser: Browser, own_stack: Served) -> Told:
    """The order supervisor finds Cedar, writes the note, sees who will read it, and saves."""
    visitors = Visitors(browser, own_stack)
    page = visitors.page("ines.marholt", again=True)
    page.goto("/cases/?q=Cedar")
    page.locator("main").get_by_role("link", name=re.compile("Cedar|Valcourt")).click()
    expect(page).to_have_url(re.compile(f"/cases/{CEDAR}/$"))
    page.get_by_role("link", name="Write a note").first.click()
    expect(page).to_have_url(re.compile(FORMS))
    write(page)
    expect(page.locator("#audience-total")).to_contain_text("people would")
    expect(page.locator("#audience")).to_contain_text("Ruben Tallis, Teacher: Gist")
    panel = panel_of(page)
    page.get_by_role("button", name="Save and share").click()
    expect(page.get_by_text("The note is saved and shared as you were shown.")).to_be_visible()
    rows = backstage(own_stack, "SELECT note_id FROM casework_notetext WHERE title = %s LIMIT 1", TITLE)
    assert visitors.said == []
    visitors.close()
    return Told(str(rows[0][0]), panel)


def test_the_panel_names_who_would_read_what_before_saving(told: Told) -> None:
    assert {who: told.panel.get(who) for who in PROMISED} == PROMISED
    assert told.panel["Casimir Doverin"] == "nothing"  # his agency signed no agreement
    assert told.panel["Yannick Sorel"] == "nothing"  # a companion: this was not marked for companions
    assert "Greta Holmvik" not in told.panel  # her time as a guest is over
    assert "Mirela Stancovar" not in told.panel


@pytest.mark.parametrize(
    ("login", "tier"),
    [
        ("ines.marholt", "Full text"),
        ("jonas.akkerby", "Summary"),
        ("amara.denholt", "Summary"),
        ("ruben.tallis", "Gist"),
    ],
)
def test_each_reads_the_tier_that_was_promised(
    visitors: Opens, own_stack: Served, told: Told, login: str, tier: str
) -> None:
    page = visitors(own_stack).page(login)
    for address in (f"/cases/{CEDAR}/notes/", f"/notes/{told.note}/"):
        page.goto(address)
        entry = page.locator(f"#note-{told.note}")
        expect(entry).to_contain_text(TEXTS[tier])
        source = page.content()
        assert [name for name, text in TEXTS.items() if text in source] == [tier]
        assert (ACTION in source) == (tier == "Gist")
    if login != "ines.marholt":  # "shared with us": notes of other agencies
        page.goto("/shared/")
        expect(page.locator(f"#note-{told.note}")).to_contain_text(TEXTS[tier])
    if tier != "Full text":
        # A guest is told posts, not names.
        whom = "the case manager" if login == "ruben.tallis" else "Ines Marholt"
        expect(page.locator(f"#note-{told.note}")).to_contain_text(f"A fuller text exists. Ask {whom}")


def test_a_partner_answers_in_place_and_the_writer_reads_it(visitors: Opens, own_stack: Served, told: Told) -> None:
    opened = visitors(own_stack)
    page = opened.page("jonas.akkerby")
    page.goto("/shared/")
    entry = page.locator(f"#note-{told.note}")
    entry.get_by_role("button", name="We are acting on it").click()
    expect(page).to_have_url(re.compile("/shared/"))
    entry.get_by_text("Ask a question").click()
    entry.get_by_label(re.compile("Your question to")).fill("Which evening is the hardest?")
    entry.get_by_role("button", name="Ask").click()
    writer = opened.page("ines.marholt")
    writer.goto(f"/notes/{told.note}/")
    expect(writer.locator("main")).to_contain_text("Which evening is the hardest?")
    writer.get_by_label(re.compile("Answer the question of")).fill("Friday.")
    writer.get_by_role("button", name="Answer").click()
    page.goto(f"/notes/{told.note}/")
    expect(page.locator("main")).to_contain_text("Friday.")


ON_THE_TEAM = "casimir.doverin"
"""A duty report and the report of a leak are open to whoever is on the team, whatever agencies agreed; their pages do
not name the case."""
TEAMS = ("/cases/#/duty-reports/", "/cases/#/leaks/")
OUTSIDERS = {
    ON_THE_TEAM: "has a place on the team, but his agency signed no agreement",
    "oskar.lindqvale": "of an agency that has nobody on this case",
    "greta.holmvik": "a guest whose time is over",
    "samir.oudelaar": "a permanent member whose time is over",
    "wanda.eskeland": "sets up agencies and agreements, sees no case",
    "ute.granholm": "has not accepted the code of conduct",
    "": "not signed in",
}


def cedar(served: Served, told: Told) -> Names:
    """How the story's case and note are called."""
    ((case,),) = backstage(served, "SELECT id FROM casework_case WHERE reference = %s", CEDAR)
    return Names(CEDAR, str(case), told.note, "Cedar", "Valcourt")


@pytest.mark.parametrize("login", OUTSIDERS)
def test_an_outsider_gets_the_answers_of_something_that_never_existed(
    visitors: Opens, own_stack: Served, told: Told, login: str
) -> None:
    opened = visitors(own_stack)
    page = opened.page(login) if login else opened.anonymous()
    page.goto("/shared/")  # so that nothing on it is new any more
    page.goto("/about/")
    found = differences(page, cedar(own_stack, told), nobody(), ("Canary", "Idris"))
    if login == ON_THE_TEAM:
        found = [one for one in found if not any(at in one.split("\n")[0] for at in TEAMS) or " tells " in one]
    if found:
        pytest.fail(f"{login or 'anonymous'}: {OUTSIDERS[login]}\n" + "\n".join(found), pytrace=False)


OF_OTHERS = {
    f"GET /cases/#/{page}/"
    for page in ("assessments/new", "reviews/new", "closing/outcome", "retention/new", "erasing/new", "team/shares")
}
"""Pages of Cedar that she knows of and does not open: the case manager's, and the re-entry facilitator's."""


def test_the_same_questions_do_get_answers(visitors: Opens, own_stack: Served, told: Told) -> None:
    page = visitors(own_stack).page("ines.marholt")
    page.goto("/about/")
    got = {what: status for what, status, *_rest in answers(page, cedar(own_stack, told), ("GET",))}
    refused = {what for what, status in got.items() if "?" not in what and status >= 400}
    own = "GET /notes/#/contest/"  # her agency wrote it: it corrects instead, and is told so
    assert {what for what in refused if got[what] != 405} == {own, *OF_OTHERS}
    assert got[own] == 422
    assert {got[what] for what in OF_OTHERS} == {403}
