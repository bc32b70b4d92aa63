"""The form every page's form is made from."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from ui.text import odd_character


class PlainForm(forms.Form):
    """A form that refuses signs nobody can see: control characters, and those that turn the direction of text.

    They hide what stands there from whoever reads it later, on a page or in a report.
    """

    def _post_clean(self) -> None:
        """Look at every text that passed the fields' own checks."""
        super()._post_clean()  # type: ignore[misc]  # Django's own hook, missing in the stubs
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str) and (position := odd_character(value)) is not None:
                sentence = _("Character %(n)d is an invisible sign. Delete it, or type the text afresh.")
                self.add_error(name, sentence % {"n": position})
