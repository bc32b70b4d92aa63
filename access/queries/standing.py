"""Why an actor is not in good standing, in a sentence that says what to do."""

from django.utils.translation import gettext as _

from access.actor import Actor
from agencies.models import AgencyMembership
from agencies.queries.people import unmet_conditions


def what_is_missing(actor: Actor) -> str:
    """Return the first thing to mend before the actor may see anything."""
    membership = AgencyMembership.objects.select_related("agency", "user").filter(pk=actor.membership_id).first()
    if membership is not None:
        unmet = unmet_conditions(membership.user, membership)
        if unmet:
            return unmet[0].sentence
    return _("Your access does not hold at this moment. Ask the partnership coordinator.")
