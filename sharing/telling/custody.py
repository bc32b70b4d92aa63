"""The way out of custody: sentence and release, the network that is ready, what was told, who takes over."""

import datetime as dt

from django.utils.translation import gettext as _

from access.choices import Nature
from agencies.choices import AgencyGroup
from casework.choices import ConditionState
from casework.due import day_words
from casework.models import CaseTeamMember
from sharing.assembly import Found, Gathered
from sharing.choices import ReportPart, SourceKind
from sharing.queries.report_sources.record import Record
from sharing.telling.plan import fill_first_weeks
from sharing.telling.supervision import condition_words
from sharing.telling.words import sentence


def fill_release(record: Record, out: Gathered) -> None:
    """Add the sections that only a pre-release report has."""
    release = _sentence(record, out)
    for part in (ReportPart.PATHWAYS, ReportPart.HANDOVER):
        out.missing[part] = _("No handover was recorded.")
    fill_first_weeks(record, out, release)
    _sharing(record, out)
    _team(record, out)


def _sentence(record: Record, out: Gathered) -> dt.date | None:
    """Add the stay in custody, the order after it and its conditions; return the day of release."""
    part, release = ReportPart.SENTENCE, None
    for row in record.custody:
        if row.pk == record.scope.custody_id:
            release = row.release_on
            planned = (
                _("Planned release: %(day)s") % {"day": day_words(release)} if release else _("No day of release yet")
            )
            text = sentence(
                _("In custody since %(day)s") % {"day": day_words(row.began_on)}, str(row.get_reason_display()), planned
            )
            out.statements.append(Found(part, text, SourceKind.CUSTODY, row.pk))
    if record.order is None:
        out.missing[part] = _("No order after release is on record.")
        return release
    order = record.order
    text = sentence(
        _("After release: %(name)s %(number)s, %(court)s")
        % {"name": order.type, "number": order.number, "court": order.court}
    )
    out.statements.append(Found(part, text, SourceKind.ORDER, order.pk))
    for condition in record.conditions:
        if condition.state not in (ConditionState.VARIED, ConditionState.ENDED):
            words = condition_words(condition)
            out.statements.append(Found(part, words, SourceKind.CONDITION, condition.pk))
    _proposed(record, out)
    return release


def _proposed(record: Record, out: Gathered) -> None:
    """Add the conditions that the team asks the court for; words of another agency are quoted, and checked by it."""
    for row in record.proposed:
        by = row.proposed_by.agency_id if row.proposed_by else None
        what = _("Proposed: %(what)s") % {"what": f"{row.get_category_display()}: “{row.exact_text.strip()}”"}
        instead = _("Instead of condition %(n)s") % {"n": row.number} if row.number else ""
        out.statements.append(
            Found(
                ReportPart.SENTENCE, sentence(what, instead), SourceKind.CONDITION, row.pk, row.proposed_on, by,
                Nature.OPINION, quoted=by is not None,
            )
        )  # fmt: skip


def _sharing(record: Record, out: Gathered) -> None:
    part, case = ReportPart.SHARING, record.case
    if case.notice_given_on:
        text = _("The person was told on %(day)s who shares what about them, and what always goes to the police")
        text = text % {"day": day_words(case.notice_given_on)}
        out.statements.append(Found(part, sentence(text), SourceKind.CASE, case.pk, case.notice_given_on))
    else:
        out.missing[part] = _("No transparency notice is on record.")


def _team(record: Record, out: Gathered) -> None:
    """Add the team by agency and post, for the handover; who treats the person is not told."""
    seen: set[str] = set()
    for row in record.team:
        if row.agency is None or row.kind != "permanent" or _heals(record, row):
            continue
        post = f"{row.agency.name}, {row.membership.position.name}" if row.membership else row.agency.name
        if post not in seen:
            seen.add(post)
            text = sentence(_("On the team: %(post)s") % {"post": post})
            out.statements.append(Found(ReportPart.NETWORK, text, SourceKind.TEAM, row.pk, None, row.agency_id))


def _heals(record: Record, row: CaseTeamMember) -> bool:
    """Whether a member is there for the person's health: by their agency, or by their post in another one."""
    post = row.membership.position.group if row.membership else ""
    return record.is_health(row.agency_id) or post == AgencyGroup.HEALTH
