"""Application settings of the sharing floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    """What crosses a boundary between agencies."""

    name = "sharing"
    verbose_name = _("Sharing")

    def ready(self) -> None:
        """Let the timeline of a case show its reports and requests, and notes what is said against them."""
        from casework.contesting import add_disputes
        from casework.restricting import add_restrictions
        from casework.timeline import add_source
        from sharing.queries import contested, report_timeline, request_timeline, restrictions

        add_disputes(contested.disputes_for)
        add_restrictions(restrictions.marks_for)
        for source in (*report_timeline.SOURCES, *request_timeline.SOURCES):
            add_source(source)
