"""Names of form fields as words, for pages that show what somebody typed."""

from django import template

register = template.Library()
SILENT = frozenset({"draft_version", "next", "preview", "save"})


@register.filter
def as_label(name: str) -> str:
    """Return a field's name as a label: ``full_text`` becomes “Full text”."""
    return name.replace("_", " ").strip().capitalize()


@register.filter
def is_typed(name: str) -> bool:
    """Say whether a person typed or chose this field, so that it is worth showing."""
    return name not in SILENT


@register.filter
def is_secret(name: str) -> bool:
    """Say whether a field must never be shown or sent again: passwords and codes."""
    return "password" in name or name in ("code", "secret")
