"""One sentence on the next page."""

from django.contrib import messages
from django.http import HttpRequest


def tell(request: HttpRequest, sentence: str) -> None:
    """Show ``sentence`` on the next page this person opens. Never words about a person."""
    messages.success(request, sentence)
