"""Holding that a row fits its own columns before it is saved, whoever asked for it (house, data flow)."""

from django.core.exceptions import ValidationError
from django.db import models

from agencies.errors import RuleBroken


def must_fit(row: models.Model, prefix: str = "") -> None:
    """Hold lengths, choices and what may not be empty; ``prefix`` begins the names of the fields.

    What a row points to was fetched for the actor before, so that no statement is needed here.

    Raises:
        RuleBroken: the first value that does not fit, at its field.
    """
    links = {field.name for field in row._meta.fields if field.is_relation}
    try:
        row.clean_fields(exclude=links)
    except ValidationError as error:
        name, wrong = next(iter(error.error_dict.items()))
        raise RuleBroken(str(wrong[0].messages[0]), prefix + name) from None
