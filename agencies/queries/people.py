"""Questions about people and the agencies they act for."""

import uuid
from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.choices import AgencyStatus
from agencies.models import AgencyMembership, CodeAcceptance, CodeOfConduct, User
from agencies.queries.cadences import cadence
from agencies.renewing import again_on


def current_memberships(user: User) -> QuerySet[AgencyMembership]:
    """Memberships whose dates cover this moment, with agency and position, oldest first."""
    return (
        AgencyMembership.objects.current()
        .filter(user=user)
        .select_related("agency", "position", "user")
        .order_by("valid_from", "id")
    )


def membership_of(email: str) -> AgencyMembership | None:
    """The current membership of the person with this address, or None."""
    return (
        AgencyMembership.objects.current()
        .filter(user__email=email.strip().lower())
        .select_related("agency", "position", "user")
        .order_by("valid_from", "id")
        .first()
    )


def code_in_force(partnership_id: uuid.UUID) -> CodeOfConduct | None:
    """The version of the code of conduct in force now, or None where the partnership has none yet."""
    return (
        CodeOfConduct.objects.filter(partnership=partnership_id, in_force_from__lte=timezone.now())
        .order_by("-number")
        .first()
    )


def code_holds(user: uuid.UUID | F, code: CodeOfConduct | None) -> Func:
    """Whether an acceptance of ``code`` holds, in the one spelling of the database: given, and renewed in time."""
    known = user if isinstance(user, F) else Value(user)
    return Func(known, Value(code.pk if code else None), function="agencies_code_holds", output_field=BooleanField())


def _of_the_code(user_id: uuid.UUID, code: CodeOfConduct) -> list["Unmet"]:
    """What is missing of the version in force: it was never accepted, or not again in time."""
    row = CodeAcceptance.objects.annotate(holds=code_holds(F("user"), code)).filter(user=user_id, code=code).first()
    if row is None:
        return [Unmet("code", _("The code of conduct in force has not been accepted."))]
    if row.holds:
        return []
    words = _("The code of conduct was to be accepted again by %(day)s. Until it is, no case is seen.")
    day = again_on(row.last_at, cadence(code.partnership_id, "code_renewal").days)
    return [Unmet("code", words % {"day": date_format(day, "j F Y")})]


def in_standing(user_id: uuid.UUID, membership_id: uuid.UUID) -> bool:
    """Ask the database, which judges at this moment, whether the person is in good standing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT agencies_in_standing(%s, %s)", [user_id, membership_id])
        row = cursor.fetchone()
    return bool(row and row[0])


@dataclass(frozen=True, slots=True)
class Unmet:
    """One condition of good standing that is not met: a stable ``code`` and a sentence that says what to do."""

    code: str
    sentence: str


def unmet_conditions(user: User, membership: AgencyMembership | None) -> list[Unmet]:
    """Every condition of good standing that ``user`` fails, in the order in which to mend them."""
    if membership is None:
        return [Unmet("no_membership", _("This person acts for no agency today. Ask the partnership coordinator."))]
    now, found = timezone.now(), []
    if not user.is_active:
        found.append(Unmet("inactive", _("The account is switched off. Ask the partnership coordinator.")))
    if not membership.valid_from <= now < membership.valid_to:
        found.append(Unmet("membership_ended", _("The membership of the agency is not running today.")))
    if membership.agency.status != AgencyStatus.MEMBER:
        found.append(Unmet("agency_status", _("The agency does not take part in the partnership today.")))
    code = code_in_force(membership.agency.partnership_id)
    if code is None:
        found.append(Unmet("no_code", _("The partnership has no code of conduct in force yet.")))
    return found if code is None else [*found, *_of_the_code(user.pk, code)]
