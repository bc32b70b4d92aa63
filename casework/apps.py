"""Application settings of the casework floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    """The work on one young person's reintegration."""

    name = "casework"
    verbose_name = _("Casework")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the policy the names of the tables laid under its kit, and the timeline what it can show."""
        from access import policy, ways
        from casework.queries.timeline_sources import SOURCES
        from casework.timeline import add_source

        for source in SOURCES:
            add_source(source)
        policy.install(
            ways.Tables(
                case="casework_case",
                team="casework_caseteammember",
                agency_grant="casework_caseagencygrant",
                oversight="casework_caseoversight",
                emergency="casework_emergencyaccess",
                listing="casework_notelisting",
            )
        )
