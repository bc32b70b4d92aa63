"""Loads who there is: the partnership, agencies, people, agreements, the code of conduct."""

import tomllib
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from agencies.choices import AgencyGroup, AgencyStatus, Level
from agencies.models import (
    FAR_FUTURE,
    Agency,
    AgencyMembership,
    Agreement,
    AgreementParty,
    CodeAcceptance,
    CodeOfConduct,
    Partnership,
    Position,
    User,
)
from sharing.demo.calendar import Calendar

FOLDER = Path(__file__).parent
DOMAIN = "example.org"
TITLES = ("Dr ", "Imam ", "Pastor ", "Coach ")


def login_of(name: str) -> str:
    """Return ``first.last`` in lower-case ASCII, without a title."""
    for title in TITLES:
        name = name.removeprefix(title)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return ".".join(plain.lower().split())


def facts() -> dict[str, Any]:
    """Return the partnership's file."""
    return tomllib.loads((FOLDER / "partnership.toml").read_text(encoding="utf-8"))


def logins() -> list[tuple[str, str, str]]:
    """Return (address, position, agency) of everybody who can log in, as the demonstration is told."""
    known = facts()
    names = {agency["code"]: agency["name"] for agency in known["agency"]}
    return [
        (f"{login_of(person['name'])}@{DOMAIN}", person["position"], names[person["agency"]])
        for person in known["person"]
        if person.get("login", True)
    ]


@dataclass
class Cast:
    """Everybody loaded, by agency code and by login."""

    calendar: Calendar
    partnership: Partnership
    agencies: dict[str, Agency] = field(default_factory=dict)
    members: dict[str, AgencyMembership] = field(default_factory=dict)
    agreements: dict[str, Agreement] = field(default_factory=dict)
    code_number: int = 0

    def member(self, login: str) -> AgencyMembership:
        """Return the membership behind ``login``."""
        return self.members[login]


def load_cast(calendar: Calendar) -> Cast:
    """Load everything the agencies floor holds, in a handful of statements."""
    known = facts()
    partnership = Partnership(
        id=calendar.key(), name=known["name"], area=known["area"], level=Level.LOCAL,
        settings={"steering_group": "Arden Reach, provincial", "follow_up_months": [6, 12], "erase_after_months": 60},
    )  # fmt: skip
    partnership.save(force_insert=True)
    cast = Cast(calendar, partnership)
    positions = _positions(calendar, known["positions"])
    _agencies(cast, known["agency"])
    _people(cast, known["person"], positions)
    _codes(cast, known["code"], known["person"])
    _agreements(cast, known)
    return cast


def _positions(calendar: Calendar, groups: dict[str, list[str]]) -> dict[str, Position]:
    rows = [
        Position(
            id=calendar.key(), name=name, is_companion=group == "companion",
            group="" if group == "companion" else AgencyGroup(group),
        )
        for group, names in groups.items()
        for name in names
    ]  # fmt: skip
    Position.objects.bulk_create(rows)
    return {row.name: row for row in rows}


def _agencies(cast: Cast, known: list[dict[str, Any]]) -> None:
    groups = Group.objects.bulk_create([Group(name=f"staff of {fact['name']}"[:150]) for fact in known])
    for fact, group in zip(known, groups, strict=True):
        cast.agencies[fact["code"]] = Agency(
            id=cast.calendar.key(), partnership=cast.partnership, name=fact["name"], code=fact["code"],
            group=AgencyGroup(fact["group"]), sub_type=fact["sub_type"], level=fact.get("level", Level.LOCAL),
            area=fact.get("area", cast.partnership.area), mandate=fact.get("mandate", ""),
            powers=fact.get("powers", ""), limits=fact.get("limits", ""), resources=fact.get("resources", ""),
            controller_regime=fact["regime"], secrecy_default=fact.get("secrecy", "none"),
            involvement=fact["involvement"], status=fact.get("status", AgencyStatus.MEMBER), staff_group=group,
        )  # fmt: skip
    Agency.objects.bulk_create(cast.agencies.values())


def _people(cast: Cast, known: list[dict[str, Any]], positions: dict[str, Position]) -> None:
    calendar, password = cast.calendar, make_password(settings.DEMO_PASSWORD)  # one hash: hashing is slow on purpose
    for fact in known:
        login, since = login_of(fact["name"]), calendar.at(fact["since"], 9)
        user = User(
            id=calendar.key(), email=f"{login}@{DOMAIN}", full_name=fact["name"], date_joined=since,
            password=password if fact.get("login", True) else "!",
        )  # fmt: skip
        cast.members[login] = AgencyMembership(
            id=calendar.key(), user=user, agency=cast.agencies[fact["agency"]], position=positions[fact["position"]],
            duties=fact.get("duties", []), valid_from=since, valid_to=FAR_FUTURE,
        )  # fmt: skip
    coordinator = cast.member("wanda.eskeland").user
    for member in cast.members.values():
        member.approver = None if member.user is coordinator else coordinator
    User.objects.bulk_create([member.user for member in cast.members.values()])
    AgencyMembership.objects.bulk_create(cast.members.values())
    for fact in facts()["agency"]:
        agency = cast.agencies[fact["code"]]
        if "focal_point" in fact:
            agency.focal_point = cast.member(fact["focal_point"])
            agency.deputy = cast.members.get(fact.get("deputy", ""))
            agency.version += 1
            agency.save(update_fields=["focal_point", "deputy", "version"])


def _codes(cast: Cast, known: list[dict[str, Any]], people: list[dict[str, Any]]) -> None:
    calendar = cast.calendar
    last = {login_of(fact["name"]): fact.get("accepted", len(known)) for fact in people}
    for fact in known:
        code = CodeOfConduct(
            id=calendar.key(), partnership=cast.partnership, number=fact["number"], text=fact["text"].strip(),
            in_force_from=calendar.begin(fact["day"]),
        )  # fmt: skip
        code.save(force_insert=True)
        cast.code_number = code.number
        CodeAcceptance.objects.bulk_create(
            CodeAcceptance(
                id=calendar.key(), user=member.user, code=code,
                accepted_at=max(member.valid_from, calendar.at(fact["day"] + calendar.chance.randint(0, 9), 10, 5)),
            )
            for login, member in cast.members.items()
            if last[login] >= code.number
        )  # fmt: skip


def _agreements(cast: Cast, known: dict[str, Any]) -> None:
    calendar, parties = cast.calendar, []
    for fact in known["agreement"]:
        agreement = Agreement(
            id=calendar.key(), partnership=cast.partnership, title=fact["title"], purposes=fact["purposes"],
            data_categories=fact["categories"], valid_from=calendar.begin(fact["from"]),
            valid_to=calendar.begin(fact["to"]), review_on=calendar.day(fact["review"]),
            offered_for_signature_on=calendar.day(fact["offered"]), secrecy=fact["secrecy"],
            suspended_at=calendar.at(fact["suspended"], 11) if "suspended" in fact else None,
            terminated_at=calendar.at(fact["terminated"], 15) if "terminated" in fact else None,
            reason=fact.get("reason", ""), **known["sections"],
        )  # fmt: skip
        agreement.save(force_insert=True)
        cast.agreements[agreement.title] = agreement
        for code, day in fact["signed"].items():
            agency = cast.agencies[code]
            signer = agency.focal_point
            parties.append(
                AgreementParty(
                    id=calendar.key(), agreement=agreement, agency=agency, signed_on=calendar.day(day) if day else None,
                    signed_by=signer.user if signer and day else None,
                    signatory=f"For {agency.name}"[:120] if day else "",
                )
            )  # fmt: skip
    AgreementParty.objects.bulk_create(parties)
