"""Words that templates need where no context processor has run, as on the page for a broken server."""

from django import template

from ui.brand import NAME

register = template.Library()


@register.simple_tag
def product_name() -> str:
    """The name of the product."""
    return NAME
