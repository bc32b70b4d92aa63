"""Forms: structure, classes, ids, and links from the error summary that lead somewhere."""

import pytest
from django import forms

from tests.ui.helpers import EveryField, elements, ids, one, render, words
from ui.renderer import AppBoundField

SUMMARY = '{% include "forms/error_summary.html" %}{{ form }}'


@pytest.fixture
def broken() -> str:
    return render(SUMMARY, form=EveryField({"audience": "some"}))


def test_every_link_of_the_error_summary_resolves(broken: str) -> None:
    links = [element.get("href") for element in elements(broken) if (element.get("href") or "").startswith("#")]
    assert len(links) == 7
    assert {link[1:] for link in links} <= set(ids(broken))


def test_no_id_is_used_twice(broken: str) -> None:
    assert len(ids(broken)) == len(set(ids(broken)))


def test_every_description_exists(broken: str) -> None:
    named = {name for element in elements(broken) for name in (element.get("aria-describedby") or "").split()}
    assert "id_title_error" in named
    assert named <= set(ids(broken))


def test_every_label_points_to_an_input(broken: str) -> None:
    targets = {element.get("for") for element in elements(broken) if element.tag == "label"}
    assert targets <= set(ids(broken))


def test_inputs_carry_no_required_attribute(broken: str) -> None:
    assert not [element for element in elements(broken) if "required" in element.attrib]


def test_a_text_input_in_error() -> None:
    html = str(EveryField({})["title"].as_field_group())
    assert one(html, "input").get("class") == "govuk-input govuk-input--error"
    assert one(html, "input").get("aria-invalid") == "true"
    assert words(one(html, "p", class_="govuk-error-message")) == "Error: Enter a title"
    assert words(one(html, "div", id="id_title_helptext")) == "A few words"


def test_radios_and_checkboxes_are_told_apart() -> None:
    form = EveryField()
    assert {e.get("type") for e in elements(str(form["audience"].as_field_group())) if e.get("name") == "audience"} == {
        "radio"
    }
    assert {e.get("type") for e in elements(str(form["signs"].as_field_group())) if e.tag == "input"} == {"checkbox"}


def test_an_option_carries_its_hint_and_reveals_its_field() -> None:
    html = str(EveryField()["audience"].as_field_group())
    assert words(one(html, "div", id="id_audience_0-hint")) == "4 people"
    assert one(html, "input", id="id_audience_0").get("aria-describedby") == "id_audience_0-hint"
    assert "Police" in words(one(html, "div", class_="app-conditional"))


def test_a_single_checkbox_has_its_label_beside_it() -> None:
    html = str(EveryField({})["checked"].as_field_group())
    assert words(one(html, "label", for_="id_checked")) == "I have checked it"
    assert "fieldset" not in html
    assert one(html, "input").get("class") == "govuk-checkboxes__input"


def test_optional_is_said_unless_it_depends() -> None:
    form = EveryField()
    assert "(optional)" in str(form["remark"].as_field_group())
    assert "(optional)" not in str(form["agencies"].as_field_group())
    assert "(optional)" not in str(form["title"].as_field_group())


def test_a_limited_text_counts_its_characters() -> None:
    html = str(EveryField()["text"].as_field_group())
    group = one(html, "div", class_="govuk-character-count")
    assert group.get("data-maxlength") == "2000"
    assert "govuk-js-character-count" in one(html, "textarea").get("class")


def test_three_boxes_make_a_day() -> None:
    form = EveryField({"born_on_day": "27", "born_on_month": "3", "born_on_year": "1991"})
    form.is_valid()
    assert str(form.cleaned_data["born_on"]) == "1991-03-27"
    html = str(form["born_on"].as_field_group())
    assert [one(html, "input", id=f"id_born_on_{i}").get("value") for i in range(3)] == ["27", "3", "1991"]


@pytest.mark.parametrize(
    ("day", "month", "year", "says"),
    [
        ("31", "2", "1991", "Enter a real date"),
        ("x", "2", "1991", "Enter a real date"),
        ("27", "", "1991", "must have a day"),
        ("", "", "", "Enter the date"),
    ],
)
def test_no_day_comes_of_wrong_boxes(day: str, month: str, year: str, says: str) -> None:
    form = EveryField({"born_on_day": day, "born_on_month": month, "born_on_year": year})
    assert says in form.errors["born_on"][0]
    field = form["born_on"]
    assert isinstance(field, AppBoundField)
    assert field.error_target == "id_born_on_0"


def test_a_formset_shows_each_form_and_its_errors() -> None:
    class Row(forms.Form):
        name = forms.CharField(error_messages={"required": "Enter a name"})

    formset_class = forms.formset_factory(Row, extra=0)
    sent = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-name": "A", "form-1-name": ""}
    html = render('{% include "forms/error_summary.html" %}{{ formset }}', formset=formset_class(sent))
    assert one(html, "a", href="#id_form-1-name") is not None
    assert "id_form-1-name" in ids(html)
    assert len([element for element in elements(html) if element.tag == "fieldset"]) == 2
