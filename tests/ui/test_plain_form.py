"""Signs that nobody can see are refused beside the field; everything people write stays as typed."""

from typing import Any

import pytest
from django import forms

from ui.forms import PlainForm


class Wording(PlainForm):
    text = forms.CharField(widget=forms.Textarea)


@pytest.mark.parametrize("odd", ["a\x07b", "a\x85b", "a\u202eb", "\x1b[31m", "a\u2066b"])
def test_invisible_signs_are_refused_with_their_place(odd: Any) -> None:
    form = Wording({"text": odd})
    assert not form.is_valid()
    assert "invisible sign" in form.errors["text"][0]
    assert form["text"].value() == odd


@pytest.mark.parametrize("plain", ["Zażółć\ngęślą jaźń", "Ελληνικά", "שלום", "e\u0301", "👍 fine", "tab\there"])
def test_letters_of_every_language_pass(plain: Any) -> None:
    assert Wording({"text": plain}).is_valid()
