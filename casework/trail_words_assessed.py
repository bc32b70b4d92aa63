"""The trail in plain words: assessments, contributions, licensed tools, reviews."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ASSESSED: Final[dict[str, str | Promise]] = {
    "assessment.agencies_asked": _("Asked agencies to contribute to an assessment"),
    "assessment.change_read": _("Read how the assessments changed over time"),
    "assessment.cleared_for_court": _("Said that the court may be told of an assessment"),
    "assessment.compared": _("Read two assessments side by side"),
    "assessment.consensus_opened": _("Opened consensus: the agencies' contributions are read side by side"),
    "assessment.correction_begun": _("Began to correct an assessment"),
    "assessment.countersigned": _("Countersigned an assessment"),
    "assessment.desk_read": _("Opened a page to work on an assessment"),
    "assessment.dissent_kept": _("Kept a different view on an assessment"),
    "assessment.formulated": _("Wrote the formulation of an assessment"),
    "assessment.gap_closed": _("Closed an information gap"),
    "assessment.gap_named": _("Named an information gap"),
    "assessment.judged": _("Wrote the summary judgement of an assessment"),
    "assessment.kept_from_court": _("Took back that the court may be told of an assessment"),
    "assessment.list_read": _("Read the list of assessments"),
    "assessment.opened": _("Opened an assessment"),
    "assessment.read": _("Read an assessment"),
    "assessment.scenario_added": _("Added a scenario"),
    "assessment.scenario_changed": _("Changed a scenario"),
    "assessment.section_agreed": _("Recorded what the team agreed on in an assessment"),
    "assessment.section_read": _("Read a section of an assessment, side by side"),
    "assessment.signed": _("Signed an assessment"),
    "contribution.handed_in": _("Handed in a contribution to an assessment"),
    "contribution.nothing": _("Said that their agency has nothing to contribute to an assessment"),
    "contribution.rated": _("Answered a section of an assessment for their agency"),
    "contribution.read": _("Read their agency's contribution to an assessment"),
    "contribution.section_read": _("Opened a section to answer it for their agency"),
    "external.corrected": _("Corrected a reference to a licensed tool"),
    "external.list_read": _("Read the references to licensed tools"),
    "external.recorded": _("Recorded a reference to a licensed tool"),
    "instrument.loaded": _("Loaded an instrument"),
    "instrument.set_aside": _("Took an instrument out of use"),
    "instrument.used": _("Put an instrument into use"),
    "review.feedback_given": _("Added feedback to a review"),
    "review.held": _("Recorded that a review was held"),
    "review.list_read": _("Read the list of reviews"),
    "review.opened": _("Opened a review"),
    "review.read": _("Read a review"),
    "review.written": _("Wrote on a review"),
}
