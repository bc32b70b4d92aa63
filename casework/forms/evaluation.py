"""Parser of what people say before figures leave the system."""

from django.utils.translation import gettext_lazy as _

from agencies.forms.base import text
from ui.forms import PlainForm


class ExportForm(PlainForm):
    """What the figures are for."""

    reason = text(
        _("What the figures are for"), _("Say what the figures are for"), longest=300,
        hint=_("Stands in the trail, with your name and the moment. So does the file."),
    )  # fmt: skip
