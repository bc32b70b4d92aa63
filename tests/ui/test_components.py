"""Components: words beside every mark, escaped text, nothing drawn for nothing."""

import pytest

from tests.ui.helpers import EveryField, elements, ids, one, render, words
from ui.items import NavItem, phase_steps

EVIL = '<script>alert(1)</script> & "q" {{ 7|add:7 }} {% now "Y" %}'
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;q&quot; {{ 7|add:7 }} {% now &quot;Y&quot; %}"


@pytest.mark.parametrize(
    "source",
    [
        '<c-card title="{{ evil }}" id="h" />',
        '<c-card :title="evil" id="h" />',
        '<c-entry id="n" :title="evil" by="x">text</c-entry>',
        '<c-entry id="n" title="x" code="POL" by="{{ evil }}">text</c-entry>',
        '<c-entry id="n" title="x">{{ evil }}</c-entry>',
        '<c-audience-row code="POL" name="{{ evil }}" state="none" />',
        '<c-audience-row code="POL" :name="evil" state="none" />',
        '<c-identity name="{{ evil }}" reference="TC-1" />',
        '<c-callout title="{{ evil }}">x</c-callout>',
        '<c-page-head :title="evil" />',
    ],
)
def test_what_people_wrote_is_shown_as_they_wrote_it(source: str) -> None:
    html = render(source, evil=EVIL)
    assert SHOWN in html
    assert "<script" not in html


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("full", "Sees it all"),
        ("summary", "Sees the summary"),
        ("gist", "Sees the gist"),
        ("existence", "Knows it exists"),
        ("none", "No access"),
    ],
)
def test_each_state_has_a_word_and_its_own_shape(state: str, word: str) -> None:
    html = render(f'<c-state s="{state}" />')
    assert words(one(html, "span")) == word
    shapes = {s: render(f'<c-state s="{s}" />').split("</svg>")[0] for s in ("full", "summary", "gist", "none")}
    assert len(set(shapes.values())) == len(shapes)
    assert '<svg viewBox="0 0 16 16" aria-hidden="true"' in html


@pytest.mark.parametrize(
    ("tier", "word"),
    [("full", "Full text"), ("summary", "Summary"), ("gist", "Gist"), ("existence", "Existence only")],
)
def test_each_tier_has_a_word(tier: str, word: str) -> None:
    assert words(one(render(f'<c-tier t="{tier}" />'), "span")) == word


@pytest.mark.parametrize(
    ("state", "word"), [("overdue", "Overdue 1 May"), ("today", "Due today 1 May"), ("later", "Due 1 May")]
)
def test_a_due_date_says_how_it_stands(state: str, word: str) -> None:
    assert words(one(render(f'<c-due on="1 May" state="{state}" />'), "span", class_="app-due")) == word


def test_the_cycle_marks_where_the_case_stands() -> None:
    html = render('<c-phases :steps="steps" />', steps=phase_steps("intervene", {"assess": "12 Feb"}))
    steps = [element for element in elements(html) if element.tag == "li"]
    assert [words(step) for step in steps] == ["Assess Done: 12 Feb", "Plan Done:", "Intervene Now", "Evaluate"]
    assert [step.get("aria-current") for step in steps] == [None, None, "step", None]
    with pytest.raises(ValueError, match="rest"):
        phase_steps("rest")


def test_the_current_link_of_a_navigation_is_marked() -> None:
    items = [NavItem("/", "My work", current=True), NavItem("/shared/", "Shared with us", count=4)]
    html = render('<c-subnav :items="items" label="Main" />', items=items)
    assert words(one(html, "a", href="/")) == "My work"
    assert one(html, "a", href="/").get("aria-current") == "page"
    assert words(one(html, "a", href="/shared/")) == "Shared with us 4"
    assert one(html, "nav").get("aria-label") == "Main"


def test_paging_shows_only_the_ways_that_exist() -> None:
    assert render("<c-pager />").strip() == ""
    html = render('<c-pager older="?after=x" label="Notes" />')
    assert words(one(html, "a", rel="next")) == "Older"
    assert "Newer" not in html


def test_an_entry_says_that_it_is_new_in_words() -> None:
    html = render('<c-entry id="n" title="Visit" unread>text</c-entry>')
    assert words(one(html, "h3")) == "New Visit"
    assert one(html, "article").get("aria-labelledby") in ids(html)


def test_a_card_is_named_by_its_heading() -> None:
    html = render('<c-card title="Notes" id="h-notes">x</c-card>')
    assert one(html, "section").get("aria-labelledby") == "h-notes"
    assert words(one(html, "h2", id="h-notes")) == "Notes"
    assert "aria-labelledby" not in render("<c-card>x</c-card>")


def test_the_tier_editor_keeps_the_label_and_says_optional() -> None:
    html = render(
        '<c-tier-editor :field="field" tier="gist" guidance="Only what is needed" />', field=EveryField()["remark"]
    )
    assert one(html, "label", for_="id_remark") is not None
    assert "Only what is needed" in html
    assert "(optional)" in words(one(html, "div", class_="app-tiers__head"))


def test_the_audience_panel_asks_again_and_can_say_that_it_is_out_of_date() -> None:
    html = render('<c-audience-panel url="/x/" title="Who would see it">rows</c-audience-panel>')
    live = one(html, "div", id="audience")
    assert live.get("data-hx-post") == "/x/"
    assert live.get("data-hx-include") == "closest form"
    assert 'from:"closest form"' in live.get("data-hx-trigger")
    assert one(html, "p", class_="app-panel__stale") is not None


def test_a_table_scrolls_by_itself_and_has_a_caption() -> None:
    html = render('<c-table caption="Cases"><tbody><tr><td>x</td></tr></tbody></c-table>')
    box = one(html, "div", class_="app-table-wrap")
    assert (box.get("role"), box.get("tabindex"), box.get("aria-label")) == ("region", "0", "Cases, table")
    assert words(one(html, "caption")) == "Cases"
