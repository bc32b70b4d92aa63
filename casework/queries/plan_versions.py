"""All versions of a plan, and two of them side by side: what was added, removed, changed."""

import uuid
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from casework.choices import ObjectiveState, PlanState, SafetyHeading
from casework.due import day_words
from casework.models import Objective, PlanVersion, SafetyPart
from casework.queries.case_file import CaseFile, case_file
from casework.queries.findings import NOTHING, Found, findings_of
from casework.queries.plans import TONES, versions_of


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in the list."""

    number: int
    state: str
    tone: str
    made_by: str
    answer: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """The versions of a case's plan, the newest first."""

    file: CaseFile
    versions: tuple[VersionLine, ...]

    @property
    def pair(self) -> tuple[int, int] | None:
        """The two newest versions, the older first; None when there is nothing to compare."""
        if len(self.versions) < 2:
            return None
        return self.versions[1].number, self.versions[0].number


def versions_page(actor: Actor, reference: str) -> VersionsPage:
    """Return the versions of a plan and log the page once.

    Raises:
        Http404, NotAllowed: the case is not there for the actor, or their place shows no versions.
    """
    file = case_file(actor, reference, "team")
    rows = versions_of(actor, file)
    trail.consulted(actor, "plan.versions_read", "plan", [row.pk for row in rows] or [file.id], file.id, file.place)
    return VersionsPage(
        file,
        tuple(
            VersionLine(
                row.number, row.get_state_display(), TONES.get(PlanState(row.state), "blue"),
                row.membership.user.full_name,
                row.get_answer_display() if row.answer else "", day_words(row.in_force_from),
                day_words(row.superseded_on),
            )
            for row in rows
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the comparison. ``kind``: added, removed, changed or same; ``word`` says it, in words."""

    kind: str
    word: str
    tone: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side."""

    file: CaseFile
    old: int
    new: int
    changes: tuple[Change, ...]
    numbers: tuple[int, ...]

    @property
    def differing(self) -> int:
        """How many lines are not the same."""
        return sum(change.kind != "same" for change in self.changes)


def compare_plans(actor: Actor, reference: str, old: int, new: int) -> Comparison:
    """Return two versions side by side and log the page once.

    Raises:
        Http404, NotAllowed: a version is not there for the actor, or their place shows no versions.
    """
    file = case_file(actor, reference, "team")
    versions = {row.number: row for row in versions_of(actor, file)}
    if old not in versions or new not in versions:
        raise Http404
    pair = versions[old], versions[new]
    trail.consulted(actor, "plan.compared", "plan", [row.pk for row in pair], file.id, file.place)
    changes = [*_texts(*pair), *_objectives(actor, *pair), *_safety(actor, *pair)]
    return Comparison(file, old, new, tuple(changes), tuple(sorted(versions)))


def _change(label: str, before: str, after: str) -> Change | None:
    if not before and not after:
        return None
    if before == after:
        return Change("same", _("The same"), "grey", label, before, after)
    if not before:
        return Change("added", _("Added"), "green", label, before, after)
    if not after:
        return Change("removed", _("Removed"), "red", label, before, after)
    return Change("changed", _("Changed"), "orange", label, before, after)


def _texts(old: PlanVersion, new: PlanVersion) -> list[Change]:
    labels = {
        "risk_text": _("Risk assessment"), "treatment_text": _("Treatment"), "reintegration_text": _("Reintegration"),
        "counter_offer": _("Against the old offers"),
    }  # fmt: skip
    found = (_change(label, getattr(old, name), getattr(new, name)) for name, label in labels.items())
    return [change for change in found if change]


def _objectives(actor: Actor, old: PlanVersion, new: PlanVersion) -> list[Change]:
    """Pair objectives by their line, which stays the same from version to version; proposals are no part of a plan."""
    rows = (
        Objective.objects.visible_to(actor).filter(plan_id__in=(old.pk, new.pk)).order_by("area", "target_on", "text")
    )
    known = list(rows.exclude(state=ObjectiveState.PROPOSED))
    findings = findings_of(actor, [row.pk for row in known])
    lines: dict[uuid.UUID, dict[uuid.UUID, str]] = {}
    for row in known:
        lines.setdefault(row.line, {})[row.plan_id] = _words(row, findings.get(row.pk, NOTHING))
    found = (_change(_("Objective"), pair.get(old.pk, ""), pair.get(new.pk, "")) for pair in lines.values())
    return [change for change in found if change]


def _words(row: Objective, found: Found) -> str:
    """Put an objective into the lines that are compared; one that was removed is not there."""
    if row.state == ObjectiveState.REMOVED:
        return ""
    said = [
        row.text, f"“{row.person_words}”" if row.person_words else "",
        _("Chosen by the person") if row.chosen_by_person else "",
        f"{row.get_area_display()}, {row.get_domain_display()}, {row.get_function_display()}",
        _("Because: %(finding)s") % {"finding": found.text} if found.text else "",
        _("We will know by: %(measure)s") % {"measure": row.measure},
        _("By %(day)s") % {"day": day_words(row.target_on)}, row.get_state_display(),
    ]  # fmt: skip
    return "\n".join(filter(None, said))


def _safety(actor: Actor, old: PlanVersion, new: PlanVersion) -> list[Change]:
    texts = {
        (row.plan_id, row.heading): row.text
        for row in SafetyPart.objects.visible_to(actor).filter(plan_id__in=(old.pk, new.pk))
    }
    found = (
        _change(str(heading.label), texts.get((old.pk, heading), ""), texts.get((new.pk, heading), ""))
        for heading in SafetyHeading
    )
    return [change for change in found if change]
