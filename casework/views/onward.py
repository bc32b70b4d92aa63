"""What an act leads to: the next page by 303, or the form once more with the rule it broke."""

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from agencies.errors import Conflict, RuleBroken


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was typed, or None when the page is only asked for; a form sent empty was sent all the same."""
    return request.POST if request.method == "POST" else None


def see_other(to: str, *args: object) -> HttpResponse:
    """Send the browser on to the page named ``to`` after an act, so that a reload never repeats it."""
    answer = redirect(to, *args)
    answer.status_code = 303
    return answer


def broken(form: forms.Form, error: RuleBroken) -> int:
    """Put the sentence of a broken rule at its field, or above the form when it has none there; return the status."""
    form.add_error(error.field if error.field in form.fields else None, error.sentence)
    return 409 if isinstance(error, Conflict) else 422
