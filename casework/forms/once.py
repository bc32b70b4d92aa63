"""A form with a key of its own, so that sending it twice makes one thing."""

import uuid
from typing import Any

from django import forms

from ui.forms import PlainForm


class FormKey(forms.Field):
    """The key of a form; what is no key is none, and never something that a person must put right."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> uuid.UUID | None:
        """Return the key, or None."""
        try:
            return uuid.UUID(str(value))
        except ValueError:
            return None


class OnceForm(PlainForm):
    """A form that makes something: its key goes with it, and the same key is recorded once."""

    form_key = FormKey(required=False, initial=uuid.uuid4)

    @property
    def key(self) -> uuid.UUID | None:
        """The key that was sent. The form must be valid."""
        found: uuid.UUID | None = self.cleaned_data.get("form_key")
        return found
