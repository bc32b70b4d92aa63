"""Plan, actions, achievements, network and safety plan: what was wanted, what came of it, what is next."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from access.choices import Nature
from casework.choices import ActionState, Function, NetworkRole, ObjectiveState, PlanState, SafetyHeading
from casework.due import day_words
from casework.models import Action
from sharing.assembly import Found, Gathered, LeftOut
from sharing.choices import ReportKind, ReportPart, SourceKind, WhyLeftOut
from sharing.queries.report_sources.record import Record
from sharing.telling.words import sentence

FIRST_DAYS = 14  # domain section 6, pre-release report 8: the first two weeks


def _steps(record: Record, out: Gathered) -> Iterator[Action]:
    """Steps that may be told: those about health are no matter for the court unless a note that was cleared says so."""
    for row in record.actions:
        if record.is_health(row.agency_id, row.line):
            out.left_out.append(LeftOut(SourceKind.ACTION, row.pk, row.agency_id, WhyLeftOut.HEALTH))
        else:
            yield row


def fill_objectives(record: Record, out: Gathered) -> None:
    """Add each objective under its function, steps done in the period, and what the person said to the plan."""
    part = ReportPart.OBJECTIVES
    if record.plan is None:
        out.missing[part] = _("No plan is in force.")
        return
    order = list(Function)
    for row in sorted(record.objectives, key=lambda one: order.index(Function(one.function))):
        if row.state in (ObjectiveState.PROPOSED, ObjectiveState.REMOVED):
            continue
        if record.is_health(row.agency_id, row.line):
            out.left_out.append(LeftOut(SourceKind.OBJECTIVE, row.pk, row.agency_id, WhyLeftOut.HEALTH))
            continue
        chosen = _("Chosen by the person") if row.chosen_by_person else ""
        by = _("By %(day)s") % {"day": day_words(row.target_on)}
        measure = _("How we will know: %(measure)s") % {"measure": row.measure}
        text = sentence(f"{row.get_function_display()}: {row.text}", str(row.get_state_display()), by, measure, chosen)
        out.statements.append(Found(part, text, SourceKind.OBJECTIVE, row.pk, None, row.agency_id, quoted=True))
    for step in _steps(record, out):
        if step.state == ActionState.DONE and record.scope.covers(step.done_on):
            text = sentence(_("Step done: %(step)s") % {"step": step.text})
            said = Found(part, text, SourceKind.ACTION, step.pk, step.done_on, step.agency_id, quoted=True)
            out.statements.append(said)


def fill_person(record: Record, out: Gathered) -> None:
    """Add what the person said to the plan in force."""
    plan = record.plan
    if plan is None or not plan.answer:
        return
    words = f"“{plan.person_words.strip()}”" if plan.person_words.strip() else ""
    said = _("To the plan, version %(n)d: %(answer)s") % {"n": plan.number, "answer": PlanState(plan.answer).label}
    out.statements.append(
        Found(
            ReportPart.PERSONS_VIEW, sentence(said, words), SourceKind.PLAN, plan.pk, plan.answered_on,
            nature=Nature.REPORTED,
        )
    )  # fmt: skip


def fill_achievements(record: Record, out: Gathered) -> None:
    """Add the achievements of the period that may be told to the court."""
    part, kind = ReportPart.ACHIEVEMENTS, SourceKind.ACHIEVEMENT
    for row in record.achievements:
        by = row.membership.agency_id
        if record.is_health(by, row.line):
            out.left_out.append(LeftOut(kind, row.pk, by, WhyLeftOut.HEALTH))
        else:
            out.statements.append(Found(part, sentence(row.text), kind, row.pk, row.on, by, quoted=True))


def fill_network(record: Record, out: Gathered) -> None:
    """Add how many stand where in the person's network: other people by what they are to the person, never by name."""
    part = {ReportKind.PRE_RELEASE: ReportPart.NETWORK, ReportKind.BREACH: ReportPart.CIRCUMSTANCES}.get(
        ReportKind(record.scope.kind), ReportPart.EVERYDAY
    )
    counted = Counter(row.role for row in record.network if row.role != NetworkRole.CARE)
    if counted:
        listed = ", ".join(f"{NetworkRole(role).label}: {n}" for role, n in counted.most_common())
        text = _("Network: %(listed)s") % {"listed": listed}
        out.statements.append(Found(part, sentence(text), SourceKind.NETWORK, record.case.pk))
    elif part == ReportPart.NETWORK:
        out.missing[part] = _("No network is on record.")
    if part == ReportPart.NETWORK:
        for row in record.network:
            if row.accepted_on and row.role != NetworkRole.CARE and not record.is_health(row.agency_id):
                label = record.agencies.get(row.agency_id, "") if row.agency_id else ""
                text = sentence(
                    f"{row.get_role_display()}: {label}" if label else str(row.get_role_display()),
                    _("Said yes on %(day)s") % {"day": day_words(row.accepted_on)},
                )
                out.statements.append(Found(part, text, SourceKind.NETWORK, row.pk, row.accepted_on))


def fill_victims(record: Record, out: Gathered) -> None:
    """Add the victim's line of the safety plan: words of the agency that put the plan together."""
    part = ReportPart.EFFECT if record.scope.breach_id else ReportPart.VICTIMS
    lines = [row for row in record.safety if row.heading == SafetyHeading.VICTIM_SAFETY]
    by = record.plan.membership.agency_id if record.plan else None
    for row in lines:
        out.statements.append(
            Found(part, sentence(row.text), SourceKind.SAFETY, row.pk, None, by, Nature.OPINION, quoted=by is not None)
        )
    if not lines:
        out.missing.setdefault(part, _("No line about victims is in a plan in force."))


def fill_difficulties(record: Record, out: Gathered) -> None:
    """Add the steps that cannot be done yet, with the reason."""
    part = ReportPart.CIRCUMSTANCES if record.scope.breach_id else ReportPart.DIFFICULTIES
    for row in _steps(record, out):
        if row.state == ActionState.BLOCKED:
            since = _("Since %(day)s") % {"day": day_words(row.blocked_on)} if row.blocked_on else ""
            text = sentence(
                _("Cannot be done yet: %(step)s (%(agency)s)") % {"step": row.text, "agency": row.agency}, since,
                _("Why: %(reason)s") % {"reason": row.blocked_reason},
            )  # fmt: skip
            said = Found(part, text, SourceKind.ACTION, row.pk, row.blocked_on, row.agency_id, quoted=True)
            out.statements.append(said)


def fill_next(record: Record, out: Gathered) -> None:
    """Add the plan for the next period: its version, its review, the open steps."""
    part, plan = ReportPart.NEXT, record.plan
    if plan is None:
        out.missing[part] = _("No plan is in force.")
    else:
        review = _("Next review on %(day)s") % {"day": day_words(plan.next_review_on)} if plan.next_review_on else ""
        text = _("Plan version %(n)d, in force since %(day)s")
        said = sentence(text % {"n": plan.number, "day": day_words(plan.in_force_from)}, review)
        out.statements.append(Found(part, said, SourceKind.PLAN, plan.pk))
    for row in _steps(record, out):
        if row.state in (ActionState.NOT_STARTED, ActionState.IN_PROGRESS):
            out.statements.append(step_ahead(row, part))


def step_ahead(row: Action, part: ReportPart) -> Found:
    """Return an open step with its agency and its day."""
    words = {"day": day_words(row.due_on), "step": row.text, "agency": row.agency}
    text = sentence(_("By %(day)s: %(step)s (%(agency)s)") % words)
    return Found(part, text, SourceKind.ACTION, row.pk, None, row.agency_id, quoted=True)


def fill_first_weeks(record: Record, out: Gathered, release: dt.date | None) -> None:
    """Add the open steps of the first two weeks after release, in the order of their days."""
    part = ReportPart.FIRST_WEEKS
    if release is None:
        out.missing[part] = _("No day of release is on record.")
        return
    last = release + dt.timedelta(days=FIRST_DAYS)
    for row in _steps(record, out):
        if row.state in (ActionState.NOT_STARTED, ActionState.IN_PROGRESS) and release <= row.due_on <= last:
            out.statements.append(step_ahead(row, part))


def fill_ending(record: Record, out: Gathered) -> None:
    """Add who comes after each professional support."""
    for row in record.ending:
        if record.is_health(row.agency_id):
            out.left_out.append(LeftOut(SourceKind.ENDING, row.pk, row.agency_id, WhyLeftOut.HEALTH))
            continue
        after = row.successor or _("nobody yet")
        text = sentence(
            _("%(support)s (%(agency)s): then %(after)s")
            % {"support": row.support, "agency": row.agency, "after": after}
        )
        found = Found(ReportPart.ENDING, text, SourceKind.ENDING, row.pk, None, row.agency_id, quoted=True)
        out.statements.append(found)
