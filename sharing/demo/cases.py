"""Loads the six cases: person, ways to find them, people around them, the team and the ways in."""

import tomllib
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Permission

from access.choices import Place
from access.fields import blind_index
from agencies.choices import Purpose
from agencies.models import FAR_FUTURE
from casework.models import (
    Case,
    CaseAgencyGrant,
    CaseOversight,
    CaseTeamMember,
    ContactPoint,
    Person,
    Relationship,
)
from sharing.demo.cast import FOLDER, Cast

STORIES = ("alder", "birch", "cedar", "dogwood", "elm", "fir")


@dataclass
class Story:
    """One case as loaded, and what its file says."""

    facts: dict[str, Any]
    case: Case
    team: dict[str, CaseTeamMember] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """First name of the person, as screens say it."""
        return self.case.person.given_name


def read_story(name: str) -> dict[str, Any]:
    """Return the file of one story."""
    return tomllib.loads((FOLDER / "stories" / f"{name}.toml").read_text(encoding="utf-8"))


def load_cases(cast: Cast) -> list[Story]:
    """Load every story's case and team, the supervisor's ways in and the chair's oversight."""
    permission = Permission.objects.get(codename="be_on_team", content_type__app_label="casework")
    stories = [_load(cast, read_story(name), permission) for name in STORIES]
    _supervised(cast, stories, permission)
    _oversight(cast)
    return stories


def _load(cast: Cast, facts: dict[str, Any], permission: Permission) -> Story:
    calendar, person = cast.calendar, _person(cast, facts)
    case = Case(
        id=calendar.key(), reference=facts["reference"], neutral_title=facts["title"], person=person,
        partnership=cast.partnership, lead_agency=cast.agencies[facts["lead"]], area=cast.partnership.area,
        level=facts["level"], status=facts["status"], stage=facts["stage"],
        stage_since=calendar.day(facts["stage_days"]), basis=facts["basis"], basis_text=facts["basis_text"],
        basis_ends_on=calendar.day(facts["basis_ends"]), notice_given_on=calendar.day(facts["notice"]),
        opened_on=calendar.day(facts["opened"]), next_review_on=calendar.day(facts["next_review"]),
        closed_on=calendar.day(facts["closed"]) if "closed" in facts else None,
        last_activity_at=calendar.at(facts["opened"], 9),
    )  # fmt: skip
    case.save(force_insert=True)
    story = Story(facts, case)
    for place in facts["place"]:
        story.team[place["who"]] = _place(cast, case, place, permission)
    CaseTeamMember.objects.bulk_create(story.team.values())
    return story


def _person(cast: Cast, facts: dict[str, Any]) -> Person:
    known, calendar = facts["person"], cast.calendar
    birthday = calendar.day(-known.get("days_since_birthday", 140))
    born = birthday.replace(year=birthday.year - known["age"], day=min(birthday.day, 28))  # no 29 February
    number = known["national_number"]
    person = Person(
        id=calendar.key(), reference=known["reference"], given_name=known["given_name"],
        family_name=known["family_name"], born_on=born,
        languages=known["languages"], interpreter_needed=known.get("interpreter", False), gender=known["gender"],
        guardian=known.get("guardian", ""), national_number=number,
        national_number_index=blind_index(number, "national_number"),
    )  # fmt: skip
    person.save(force_insert=True)
    ContactPoint.objects.bulk_create(
        ContactPoint(
            id=calendar.key(), person=person, kind=kind, value=value, valid_from=calendar.at(facts["opened"], 10)
        )
        for kind, value in facts["contact_points"].items()
    )  # fmt: skip
    Relationship.objects.bulk_create(
        Relationship(
            id=calendar.key(), person=person, name=fact["name"], kind=fact["kind"], influence=fact["influence"],
            subject_category=fact.get("category", "other"), may_be_contacted_by=fact.get("contact_by", ""),
            valid_from=calendar.day(fact.get("since", facts["opened"])),
            contact_member=cast.member(fact["contact_member"]) if "contact_member" in fact else None,
        )
        for fact in facts["relationship"]
    )  # fmt: skip
    return person


def _place(cast: Cast, case: Case, fact: dict[str, Any], permission: Permission) -> CaseTeamMember:
    calendar, member = cast.calendar, cast.member(fact["who"])
    return CaseTeamMember(
        id=calendar.key(), user=member.user, permission=permission, content_object=case, membership=member,
        agency=member.agency, kind=fact.get("kind", Place.PERMANENT),
        purpose=fact.get("purpose", Purpose.REINTEGRATION), valid_from=calendar.begin(fact["from"]),
        valid_to=calendar.begin(fact["to"] + 1) if "to" in fact else FAR_FUTURE,
        code_number=1 if fact["from"] < -62 else cast.code_number, decision=fact["decision"],
        is_case_manager=fact.get("manages", False), is_order_supervisor=fact.get("supervises", False),
        is_facilitator="facilitates" in fact, shares=fact.get("facilitates", ""),
    )  # fmt: skip


def _supervised(cast: Cast, stories: list[Story], permission: Permission) -> None:
    """Give every case of the partnership to the probation office, for the officer who supervises its cases."""
    calendar, office = cast.calendar, cast.agencies["VPO"]
    CaseAgencyGrant.objects.bulk_create(
        CaseAgencyGrant(
            id=calendar.key(), group=office.staff_group, permission=permission, content_object=story.case,
            valid_from=calendar.begin(story.facts["opened"]), valid_to=FAR_FUTURE,
        )
        for story in stories
        if story.facts.get("given_to_probation", True)
    )  # fmt: skip


def _oversight(cast: Cast) -> None:
    chair = cast.member("helena.quistberg")
    CaseOversight(
        id=cast.calendar.key(), membership=chair, user=chair.user, agency=chair.agency, partnership=cast.partnership,
        area=cast.partnership.area, valid_from=cast.calendar.begin(-290), valid_to=cast.calendar.begin(76),
        decision="Elected chair for a year by the members' assembly",
    ).save(force_insert=True)  # fmt: skip
