"""Why can, or cannot, somebody see this?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from access.actor import Actor
from access.doors import door
from casework.forms.explain import LONGEST, ExplainForm
from casework.queries import explain as queries


@door("GET", "POST", standing=False)
def explain(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask by form, answer in words. The answer repeats nothing that was typed.

    Open also to those whose standing is not in order: they see no case, and learn which condition is not met.
    """
    if request.method == "POST":
        form = ExplainForm(request.POST)
        if form.is_valid():
            told = queries.explain(actor, form.cleaned_data["email"], form.cleaned_data["about"])
            return render(request, "casework/explain.html", {"told": told})
        return render(request, "casework/explain.html", {"form": form}, status=422)
    email = getattr(request.user, "email", "")
    form = ExplainForm(initial={"email": email, "about": request.GET.get("about", "")[:LONGEST]})
    return render(request, "casework/explain.html", {"form": form})
