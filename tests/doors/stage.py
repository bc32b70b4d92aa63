"""The cast with something behind every door, and a word of its own in every text that must not get out."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from access.services.drafts import save_draft
from access.services.tokens import create_token
from agencies.models import AgreementParty, CodeOfConduct
from agencies.models.agreement import SECTIONS
from agencies.queries.links import TOKENS
from casework import models as cw
from devstack.testing import backstage
from tests.cast import acting
from tests.doors import stage_reports
from tests.doors.stage_advice import lay_advice
from tests.doors.stage_assessments import lay_assessments
from tests.doors.stage_breaches import lay_breaches
from tests.doors.stage_contacts import lay_contacts
from tests.doors.stage_contested import lay_contested
from tests.doors.stage_duty import lay_duty
from tests.doors.stage_erasing import lay_erasing
from tests.doors.stage_leaks import lay_leaks
from tests.doors.stage_lessons import lay_lessons
from tests.doors.stage_plans import lay_plan
from tests.doors.stage_proposals import lay_proposals
from tests.doors.stage_publications import lay_publications
from tests.doors.stage_requests import lay_requests
from tests.doors.stage_restrictions import lay_restrictions
from tests.doors.stage_reviews import lay_reviews
from tests.doors.stage_rights import lay_rights
from tests.factories import (
    AgreementFactory,
    DeadlineFactory,
    EmergencyFactory,
    MembershipFactory,
    NoteFactory,
    PlaceFactory,
    UserFactory,
)
from tests.factories.minutes import ClearanceFactory
from tests.factories.releases import ReleaseFactory

FIELDS = {
    "person": ("given_name", "family_name", "known_as", "languages", "gender", "guardian", "national_number"),
    "case": ("neutral_title", "basis_text"),
}
PASSWORD = "eleven quiet herons"
TIERS = ("full", "summary", "gist")
LETTERS = str.maketrans("0123456789", "ghijklmnop")


def word(of: str) -> str:
    """The word that stands in one hidden text and nowhere else: letters alone, for some texts hold no figure."""
    return "zq" + uuid.uuid5(uuid.NAMESPACE_OID, of).hex[:12].translate(LETTERS) + "qz"


@dataclass
class Stage:
    """What stands behind the doors."""

    world: Any
    notes: dict[str, cw.Note] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def hide(self, of: str) -> str:
        """A word, remembered as hidden."""
        self.words[of] = word(of)
        return self.words[of]

    def __getattr__(self, name: str) -> Any:
        return self.more[name] if name in self.more else getattr(self.world, name)

    @property
    def people(self) -> dict[str, Any]:
        """Everybody with a login, by name."""
        return {name: row for name, row in {**vars(self.world), **self.more}.items() if hasattr(row, "position_id")}


def build(world: Any) -> Stage:
    """Fill the cast's case: words in every field, notes in several handlings, something due, something drafted."""
    from tests.doors.stage_orders import record_orders

    stage = Stage(world)
    _name_people(stage)
    _set_passwords(stage)  # before anybody makes a token: a new password ends them
    _hide_names(stage)
    _write_notes(stage)
    _leave_traces(stage)
    lay_breaches(stage)
    record_orders(stage)
    lay_contacts(stage)
    lay_plan(stage)
    stage_reports.lay(stage)
    lay_assessments(stage)
    lay_reviews(stage)
    lay_advice(stage)
    lay_proposals(stage)
    lay_duty(stage)
    lay_leaks(stage)
    lay_requests(stage)
    lay_lessons(stage)
    lay_rights(stage)
    lay_publications(stage)
    lay_contested(stage)
    lay_restrictions(stage)
    lay_erasing(stage)
    return stage


def _set_passwords(stage: Stage) -> None:
    with backstage():
        for membership in stage.people.values():
            membership.user.set_password(PASSWORD)
            membership.user.save(update_fields=["password"])


def _name_people(stage: Stage) -> None:
    w = stage.world
    stage.more["rescuer"] = MembershipFactory(agency=w.police, duties=["emergency"])  # emergency access, running
    stage.more["newcomer"] = MembershipFactory(agency=w.police, accepted=False)  # a place, but no code accepted
    PlaceFactory(case=w.case, membership=stage.newcomer)
    stage.more["spare"] = MembershipFactory(agency=w.police)  # could join a team
    stage.more["access"] = EmergencyFactory(
        membership=stage.rescuer, case=w.case, reason=stage.hide("emergency reason")
    )
    link = UserFactory()
    stage.more["uid"] = urlsafe_base64_encode(force_bytes(link.pk))
    stage.more["link"] = TOKENS.make_token(link)
    for name, more in (
        ("proposed", {"offered_for_signature_on": None}), ("offered", {}), ("paused", {"suspended_at": timezone.now()}),
    ):  # fmt: skip
        stage.more[name] = AgreementFactory(
            partnership=w.partnership, title=f"Agreement {name}",
            review_on=timezone.localdate() + dt.timedelta(days=90),
            **dict.fromkeys(SECTIONS, "Words."), **more,
        )  # fmt: skip
        with backstage():
            for agency in (w.port, w.police):
                AgreementParty.objects.create(agreement=stage.more[name], agency=agency)
    with backstage():
        stage.more["code"] = CodeOfConduct.objects.get(partnership=w.partnership)
        places = cw.CaseTeamMember.objects.unguarded(because="test").filter(content_object=w.case)
        places.update(decision=stage.hide("place decision"), version=F("version") + 1)
        eases = places.filter(membership=w.officer)
        eases.update(is_facilitator=True, shares=stage.hide("place shares"), version=F("version") + 1)
        stage.more["officers_place"] = places.get(membership=w.officer)
        cw.CaseOversight.objects.update(decision=stage.hide("oversight decision"))


def _hide_names(stage: Stage) -> None:
    w = stage.world
    with backstage():
        for kind, row in (("person", w.person), ("case", w.case)):
            for name in FIELDS[kind]:
                setattr(row, name, stage.hide(f"{kind} {name}"))
            row.version += 1
            row.save()
        cw.ContactPoint(
            person=w.person, kind="address", value=stage.hide("contact point"), valid_from=timezone.now()
        ).save(force_insert=True)
        stage.more["relative"] = cw.Relationship(
            person=w.person, name=stage.hide("relationship name"), kind="friend",
            may_be_contacted_by=stage.hide("relationship contact"),
        )  # fmt: skip
        stage.relative.save(force_insert=True)
    stage.words["case reference"] = w.case.reference


def _write_notes(stage: Stage) -> None:
    w = stage.world
    for handling, by, listed in (
        ("team", w.supervisor, ()), ("core", w.supervisor, ()), ("named", w.supervisor, (w.officer.user,)),
        ("sealed", w.officer, (w.officer.user,)),
    ):  # fmt: skip
        texts = {tier: stage.hide(f"{handling} {tier}") for tier in TIERS}
        note = NoteFactory(case=w.case, by=by, handling=handling, listed=listed, title="", **texts)
        stage.notes[handling] = note
        with backstage():
            for row in cw.NoteText.objects.unguarded(because="test").filter(note=note):
                tier = {4: "full", 3: "summary", 2: "gist"}[row.tier]
                row.title, row.action = stage.hide(f"{handling} {tier} title"), stage.hide(f"{handling} {tier} action")
                row.save()
    with backstage():
        cw.NoteResponse(
            note=stage.notes["team"], agency=w.police, author=w.officer.user, membership=w.officer, kind="question",
            text=stage.hide("response"), at=timezone.now(),
        ).save(force_insert=True)  # fmt: skip
        stage.more["question"] = cw.NoteResponse.objects.unguarded(because="test").get()


def _leave_traces(stage: Stage) -> None:
    w = stage.world
    ClearanceFactory(note=stage.notes["team"], tier=3, reason=stage.hide("minutes reason"))
    ReleaseFactory(note=stage.notes["team"], tier_before=3, tier=4, reason=stage.hide("release reason"))
    stage.more["due"] = DeadlineFactory(case=w.case, agency=w.probation, responsible=w.supervisor, kind="network")
    with backstage():
        about = {"case": w.case, "deadline": stage.due, "due_on": stage.due.due_on, "partnership": w.partnership}
        for who in (w.supervisor, w.chair):
            stage.more[f"reminder_{'own' if who is w.supervisor else 'chair'}"] = cw.Reminder.objects.create(
                step="due" if who is w.supervisor else "escalation", meant_for=w.supervisor, membership=who,
                user=who.user, raised_at=timezone.now(), **about,
            )  # fmt: skip
        stage.more["mail"] = cw.ReminderMail.objects.create(
            user=w.supervisor.user, partnership=w.partnership, kind="now", message_id="<stage@example.org>",
            state="unknown", claimed_at=timezone.now(),
        )  # fmt: skip
    with acting(w.supervisor) as actor:
        save_draft(actor, "note", w.case.pk, w.case.pk, {"full": [stage.hide("draft")]}, 0)
        stage.more["token"] = create_token(actor, stage.hide("token name"), 30).id


def in_days(days: int) -> str:
    """A local day from today, as typed."""
    return (timezone.localdate() + dt.timedelta(days=days)).isoformat()
