"""What the head of every page tells, found out with one statement: how much needs one, and emergency access."""

from dataclasses import dataclass

from django.db.models import Count, Subquery
from django.utils import timezone

from access.actor import Actor
from agencies.models import AgencyMembership
from casework.models import Reminder
from casework.queries.emergencies import Running, running_emergency, running_now


@dataclass(frozen=True, slots=True)
class Headline:
    """Deadlines that the actor is reminded of now, and the emergency access that runs."""

    reminders: int
    emergency: Running | None


def headline(actor: Actor) -> Headline:
    """Return what the head of a page tells the actor. Counts and keys alone: it leaves no line on the trail."""
    awake = Reminder.objects.visible_to(actor).awake(timezone.localdate()).order_by().values("membership")
    counted = awake.annotate(n=Count("deadline", distinct=True)).values("n")
    running = running_now(actor).values("pk")[:1]
    rows = AgencyMembership.objects.filter(pk=actor.membership_id)
    found = rows.annotate(n=Subquery(counted), running=Subquery(running)).values_list("n", "running").first()
    count, emergency = found or (None, None)
    return Headline(count or 0, running_emergency(actor) if emergency else None)
