"""Fields that take what their schema says and nothing like it, and text that stays plain."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.fields import empty

from ui.text import odd_character

UUID_LENGTH = 36
DAY_LENGTH = 10
LONGEST_NAME = 40  # of a field that is repeated to the caller


class Text(serializers.CharField):
    """Plain text: a string, not a number; line ends as ``\\n``; no control characters."""

    default_error_messages = {
        "invalid": _("Send text."),
        "blank": _("Write something here."),
        "control": _("Control characters cannot be kept. Remove the one at position %(at)d."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"trim_whitespace": False, **options})

    def to_internal_value(self, data: Any) -> str:
        """Return the text."""
        if not isinstance(data, str):
            self.fail("invalid")
        at = odd_character(data)
        if at is not None:
            raise ValidationError(str(self.error_messages["control"]) % {"at": at}, code="control")
        return super().to_internal_value(data)

    def run_validation(self, data: Any = empty) -> Any:
        """Return the text with line ends as the database keeps them, after its length was judged as sent."""
        text = super().run_validation(data)
        return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else text


class Flag(serializers.BooleanField):
    """true or false, and no word that resembles them."""

    default_error_messages = {"invalid": _("Send true or false.")}

    def to_internal_value(self, data: Any) -> bool:
        """Return the value."""
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Day(serializers.DateField):
    """A local date as YYYY-MM-DD."""

    default_error_messages = {"invalid": _("Send a real date, for example 2026-05-03.")}

    def to_internal_value(self, value: Any) -> dt.date:
        """Return the date."""
        if not isinstance(value, str) or len(value) != DAY_LENGTH:
            self.fail("invalid", format="YYYY-MM-DD")
        return super().to_internal_value(value)


class Key(serializers.UUIDField):
    """A UUID as text."""

    default_error_messages = {"invalid": _("Send a UUID.")}

    def to_internal_value(self, data: Any) -> uuid.UUID:
        """Return the key."""
        if not isinstance(data, str) or len(data) != UUID_LENGTH:
            self.fail("invalid", value="")
        return super().to_internal_value(data)


class Whole(serializers.IntegerField):
    """A whole number, and no text or truth value that resembles one."""

    default_error_messages = {"invalid": _("Send a whole number.")}

    def to_internal_value(self, data: Any) -> int:
        """Return the number."""
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class OneOf(serializers.ChoiceField):
    """One of the named values, as text or as a number, whichever they are."""

    default_error_messages = {"invalid_choice": _("Send one of: %(values)s.")}

    def to_internal_value(self, data: Any) -> Any:
        """Return the value."""
        for value in self.choices:
            if type(data) is type(value) and data == value:
                return value
        values = ", ".join(str(value) for value in self.choices)
        raise ValidationError(str(self.error_messages["invalid_choice"]) % {"values": values}, code="invalid_choice")


class Body(serializers.Serializer[Any]):
    """What a caller sends. A name that is not asked for is refused: a misspelt label must not pass unheard."""

    default_error_messages = {"invalid": _("Send a JSON object.")}

    def to_internal_value(self, data: Any) -> Any:
        """Return the values by name."""
        if isinstance(data, Mapping):
            unknown = sorted(str(name) for name in data if name not in self.fields)
            if unknown:
                raise ValidationError({_sayable(name): [_("There is no such field.")] for name in unknown})
        return super().to_internal_value(data)


def _sayable(name: str) -> str:
    """Return the name where it can be repeated to the caller, and nothing where it is odd."""
    return name if name.isascii() and name.isidentifier() and len(name) <= LONGEST_NAME else ""


class Query(serializers.Serializer[Any]):
    """What stands in the address after the question mark. Unknown names are left alone."""


class Answer(serializers.Serializer[Any]):
    """What is told: the attributes of one frozen dataclass, and nothing reached through it."""
