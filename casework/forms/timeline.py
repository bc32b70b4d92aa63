"""Parser of what narrows a timeline."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.timeline import sources
from ui.forms import PlainForm


class TimelineFilterForm(PlainForm):
    """Kinds of entries to show. A kind that is not offered narrows nothing."""

    kind = forms.MultipleChoiceField(label=_("Show only"), required=False, widget=forms.CheckboxSelectMultiple)

    conditionally_required = ("kind",)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.offered = {source.kind: source.label for source in sources()}
        self.fields["kind"].choices = list(self.offered.items())  # type: ignore[attr-defined]

    def kinds(self) -> list[str]:
        """Return the kinds that make sense, each once."""
        typed = self.data.getlist("kind") if hasattr(self.data, "getlist") else []
        return [kind for kind in self.offered if kind in typed]
