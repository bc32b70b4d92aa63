"""What the person may be given of what left the team: as the sheet “What is shared about me” decides, and no more."""

import uuid
from collections.abc import Iterator

from django.utils.translation import gettext as _

from access.actor import Actor
from casework.models import Case
from sharing.choices_publishing import PublicationStepKind
from sharing.choices_rights import AccessPart
from sharing.models import CourtReport, PublicationStep, ReportSection, ReportStatement
from sharing.queries.shared_sheet import SharedSheet, sheet_of
from sharing.subject_access import Entry
from sharing.telling.words import sentence

P = AccessPart


def shared_entries(actor: Actor, case: Case, told: frozenset[uuid.UUID]) -> Iterator[Entry]:
    """Yield who takes part, what was passed on as far as the person knows of it, the reports in it, and what is public.

    ``told``: the notes that they are given. A statement that quotes another one stays out.
    """
    sheet = sheet_of(actor, case)
    yield from _partners(sheet)
    for row in sheet.passed_on:
        told_on = _("You were told on %(day)s") % {"day": row.told_on} if row.told_on else ""
        text = sentence(_("To %(who)s") % {"who": row.to}, row.why, row.on, told_on)
        yield Entry(f"disclosure:{row.id}", P.PASSED_ON, row.what, text)
    yield from _reports(actor, [row.report for row in sheet.passed_on if row.report], told)
    yield from _published(actor, case)


def _partners(sheet: SharedSheet) -> Iterator[Entry]:
    for one in sheet.partners:
        text = sentence(
            ", ".join(one.purposes), _("It leads the work") if one.leads else "", ", ".join(one.agreements),
            _("It may have: %(what)s") % {"what": ", ".join(one.data)} if one.data else "",
        )  # fmt: skip
        yield Entry(f"agency:{one.name}", P.TEAM, one.name, text)


def _reports(actor: Actor, reports: list[uuid.UUID], told: frozenset[uuid.UUID]) -> Iterator[Entry]:
    found = CourtReport.objects.visible_to(actor).filter(pk__in=reports).select_related("court", "agency")
    heads = {row.pk: row for row in found}
    sections = ReportSection.objects.visible_to(actor).filter(report_id__in=heads).exclude(body="")
    for part in sections.order_by("position", "pk"):
        yield _of_report(heads[part.report_id], f"report_part:{part.pk}", part.get_key_display(), part.body)
    kept = ReportStatement.objects.visible_to(actor).filter(report_id__in=heads, is_kept=True)
    for row in kept.select_related("section").order_by("section__position", "position", "pk"):
        if row.note_id is None or row.note_id in told:
            title = row.section.get_key_display()
            yield _of_report(heads[row.report_id], f"report_statement:{row.pk}", title, row.text)


def _published(actor: Actor, case: Case) -> Iterator[Entry]:
    """The texts for the public about them that came out: they saw the words before. Who asked for it stays out."""
    rows = PublicationStep.objects.visible_to(actor).filter(case_id=case.pk, kind=PublicationStepKind.PUBLISHED)
    for row in rows.select_related("publication__agency").order_by("on", "pk"):
        told, day = row.publication, row.on.isoformat() if row.on else ""
        title = f"{_('Published')}: {told.get_outlet_display()}"
        yield Entry(f"publication:{told.pk}", P.PASSED_ON, title, told.text, day, told.agency.name)


def _of_report(report: CourtReport, key: str, part: str, text: str) -> Entry:
    title = f"{report.get_kind_display()}: {part}"
    return Entry(key, P.REPORTS, title, text, report.period_to.isoformat(), report.agency.name)
