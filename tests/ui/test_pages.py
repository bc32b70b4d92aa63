"""The frame and the pages that belong to no case: whole, legal HTML, the same not-found page for everybody."""

import html5lib
import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.ui.helpers import elements, ids, one, words
from ui import brand
from ui.items import NavItem

ERRORS = ["400.html", "403.html", "404.html", "500.html", "503.html"]


def whole(html: str) -> None:
    """Fails unless the page parses strictly, has one h1 and uses each id once."""
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    assert len([element for element in elements(html) if element.tag == "h1"]) == 1
    assert len(ids(html)) == len(set(ids(html)))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["about", "accessibility"])
def test_a_public_page_is_whole(client: Client, name: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 200
    whole(response.content.decode())


@pytest.mark.django_db
def test_the_login_page_is_whole_and_explains_what_is_missing(client: Client) -> None:
    html = client.post(reverse("account_login"), {}).content.decode()
    whole(html)
    assert words(one(html, "a", href="#id_login")) == "Enter your e-mail address"
    assert words(one(html, "a", href="#id_password")) == "Enter your password"
    assert "id_login" in ids(html)
    assert not [element for element in elements(html) if element.get("placeholder")]


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_needs_no_context_and_says_what_to_do(name: str) -> None:
    html = render_to_string(name)
    whole(html)
    assert words(one(html, "a", href="/", class_="govuk-link")) == "Go to your start page"
    assert "<form" not in html
    assert "Throughcare" in html


def test_the_not_found_page_depends_on_nothing_about_the_request() -> None:
    pages = {
        render_to_string("404.html", {"request_path": path}, RequestFactory().get(path))
        for path in ("/cases/VRP-CEDAR/", "/cases/never/", "/x?q=1")
    }
    assert len(pages) == 1


def test_a_refusal_gives_its_reason() -> None:
    html = render_to_string("403.html", {"reason": "Only the <order> supervisor may do this."})
    assert "Only the &lt;order&gt; supervisor may do this." in html


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("system", ""), ('evil"', "")])
def test_the_theme_comes_from_a_cookie_and_only_known_words_pass(cookie: str, theme: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = cookie
    assert brand.context(request)["theme"] == theme


@pytest.mark.django_db
def test_choosing_a_theme_goes_back_to_where_one_was(client: Client) -> None:
    response = client.post(reverse("theme_set"), {"theme": "dark", "next": "/about/?x=1"})
    assert (response.status_code, response.headers["Location"]) == (303, "/about/?x=1")
    assert response.cookies["theme"].value == "dark"
    assert b'data-theme="dark"' in client.get(reverse("about")).content


@pytest.mark.django_db
@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_choosing_a_theme_never_leads_away(client: Client, back: str) -> None:
    response = client.post(reverse("theme_set"), {"theme": "no such", "next": back})
    assert (response.status_code, response.headers["Location"]) == (303, "/")
    assert "theme" not in response.cookies
    assert client.get(reverse("theme_set")).status_code == 405


@pytest.fixture
def frame() -> str:
    request = RequestFactory().get("/somewhere/?a=<b>")
    context = {
        "main_nav": [NavItem("/", "My work", current=True)],
        "demo": True,
        "emergency": {"case_label": "Cedar <x>", "minutes_left": 1, "ends_at": None, "end_url": "/end/", "url": "/c/"},
    }
    return render_to_string("ui/about.html", context, request)


def test_the_frame_shows_the_strips_it_is_told_about(frame: str) -> None:
    whole(frame)
    assert words(one(frame, "section", class_="app-banner--demo")).startswith("Demonstration data")
    strip = words(one(frame, "section", class_="app-banner--emergency"))
    assert "Cedar <x>: 1 minute left" in strip
    assert one(frame, "form", action="/end/").get("method") == "post"


def test_the_frame_begins_with_a_way_to_the_content(frame: str) -> None:
    links = [element for element in elements(frame) if element.tag == "a"]
    assert links[0].get("href") == "#main-content"
    assert "main-content" in ids(frame)
    assert one(frame, "a", class_="moj-sub-navigation__link").get("aria-current") == "page"


def test_the_frame_of_a_stranger_has_no_search_and_no_menu(frame: str) -> None:
    assert 'role="search"' not in frame
    assert "app-menu" not in frame
