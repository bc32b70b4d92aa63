"""The first act on an empty installation: the partnership, its first agency and the first coordinator."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from access import trail
from access.choices import Operation
from agencies.choices import AgencyGroup, AgencyStatus, Duty, Involvement
from agencies.errors import RuleBroken
from agencies.models import Agency, AgencyMembership, Partnership, Position, User
from agencies.queries.links import TOKENS

COORDINATOR = "Partnership coordinator"
POSITIONS: dict[AgencyGroup, tuple[str, ...]] = {
    AgencyGroup.LAW_ENFORCEMENT: (
        "Probation officer", "Senior probation officer", "Prison officer", "Release coordinator", "Police officer",
        "Police information manager", "Border or customs officer",
    ),
    AgencyGroup.YOUTH: ("Teacher or lecturer", "Youth offender worker", "Children's services worker", "Sports coach"),
    AgencyGroup.GOVERNMENT_SOCIAL: (
        COORDINATOR, "Social worker", "Youth worker", "Family worker", "Local authority officer", "Legal adviser",
        "Housing officer",
    ),
    AgencyGroup.HEALTH: ("Psychologist", "Mental health worker", "Addiction treatment worker", "General practitioner"),
    AgencyGroup.CIVIL_SOCIETY: ("Community worker", "Charity worker", "Representative of a religious community"),
}  # fmt: skip
"""The catalogue of key figures to begin with (toolkit L308 to L313)."""
COMPANIONS = ("Mentor", "Family member", "Faith figure", "Volunteer")


@dataclass(frozen=True, slots=True)
class Founding:
    """What the operator tells: the partnership and its area, the first agency, the first coordinator."""

    partnership: str
    area: str
    agency: str
    code: str
    group: str
    regime: str
    full_name: str
    email: str


@transaction.atomic
def found_partnership(new: Founding) -> tuple[str, str]:
    """Found the partnership on an empty installation; return the two parts of the coordinator's one-time link.

    Raises:
        RuleBroken: somebody is here already: from then on coordinators add people.
        ValidationError: a value does not fit its column.
    """
    if Partnership.objects.exists() or User.objects.exists():
        raise RuleBroken(_("This installation has people already. A partnership coordinator adds the others."))
    partnership = Partnership(name=new.partnership, area=new.area)
    partnership.full_clean()
    partnership.save(force_insert=True)
    agency = Agency(
        partnership=partnership, name=new.agency, code=new.code.upper(), group=new.group, area=new.area,
        controller_regime=new.regime, involvement=Involvement.CORE, status=AgencyStatus.MEMBER,
    )  # fmt: skip
    agency.staff_group = Group.objects.create(name=f"agency {agency.pk}")
    agency.full_clean()
    agency.save(force_insert=True)
    user = User(email=new.email.strip().lower(), full_name=new.full_name.strip())
    user.set_unusable_password()
    user.full_clean()
    user.save(force_insert=True)
    post = _catalogue()[COORDINATOR]
    membership = AgencyMembership(user=user, agency=agency, position=post, duties=[Duty.COORDINATOR.value])
    membership.save(force_insert=True)
    trail.record(
        None, "partnership.founded", operation=Operation.ADMINISTER, kind="partnership",
        subjects=[partnership.pk, agency.pk, user.pk, membership.pk],
    )  # fmt: skip
    return urlsafe_base64_encode(force_bytes(user.pk)), TOKENS.make_token(user)


def _catalogue() -> dict[str, Position]:
    rows = [Position(name=name, group=group) for group, names in POSITIONS.items() for name in names]
    rows += [Position(name=name, is_companion=True) for name in COMPANIONS]
    Position.objects.bulk_create(rows)
    return {row.name: row for row in rows}
