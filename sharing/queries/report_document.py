"""A report put into the words and the order in which it is printed; the documents room prints what stands here."""

from collections import Counter, defaultdict

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.actor import Actor
from agencies.models import AgencyMembership
from casework.due import day_words
from sharing.choices import BODY, ReportKind, ReportPart, SourceKind
from sharing.documents import report as printed
from sharing.documents.labels import labels_for
from sharing.models import CourtReport, ReportSection, ReportStatement
from sharing.reporting import points_of
from sharing.telling.printing import nature_words, source_words


def _section(
    number: int, section: ReportSection, rows: list[ReportStatement], names: dict[object, str], own: object
) -> printed.Section:
    statements = [printed.Statement(text=text) for text in _paragraphs(section.body)]
    for row in rows:
        agency = names.get(row.originator_id, "")
        statements.append(
            printed.Statement(
                text=_dated(row), nature=printed.Nature(row.nature), nature_words=nature_words(row.nature),
                source=source_words(row, agency),
                quoted=agency if row.is_quoted and not row.is_edited and row.originator_id != own else "",
            )
        )  # fmt: skip
    tables = tuple(
        printed.Table(grid["caption"], tuple(grid["head"]), tuple(tuple(row) for row in grid["rows"]))
        for grid in section.tables
    )
    return printed.Section(number, str(section.get_key_display()), tuple(statements), tables)


def _dated(row: ReportStatement) -> str:
    """Put the day before words that do not carry it."""
    day = day_words(row.source_on)
    dated = row.source_kind in (SourceKind.NOTE, SourceKind.CONTACT, SourceKind.ACHIEVEMENT, SourceKind.INCIDENT,
                                SourceKind.EXPOSURE)  # fmt: skip
    return f"{day}: {row.text}" if day and dated and day not in row.text else row.text


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def report_document(
    actor: Actor, report: CourtReport, status: printed.Status, signatures: tuple[printed.Signature, ...] = ()
) -> printed.Report:
    """Return what is printed of ``report``, which was cleared for the actor with its words. Logs nothing.

    Raises:
        CannotPrint: a text holds a sign that no document can hold.
    """
    sections = {row.key: row for row in ReportSection.objects.visible_to(actor).filter(report=report)}
    rows: dict[object, list[ReportStatement]] = defaultdict(list)
    kept = ReportStatement.objects.visible_to(actor).filter(report=report, is_kept=True).select_related("originator")
    for row in kept.order_by("position", "pk"):
        rows[row.section_id].append(row)
    names: dict[object, str] = {r.originator_id: r.originator.name for rs in rows.values() for r in rs if r.originator}
    body = [part for part in BODY[report.kind] if part in sections]

    def around(part: ReportPart) -> tuple[str, ...]:
        section = sections.get(part)
        if section is None:
            return ()
        said = [f"{nature_words(row.nature)}: {row.text}" for row in rows[section.pk]]
        return tuple(_paragraphs(section.body) + said)

    points = sections.get(ReportPart.KEY_POINTS)
    language = settings.LANGUAGE_CODE
    return printed.Report(
        heading=_heading(actor, report), labels=labels_for(language), language=_tag(language),
        reference=f"{report.case.reference} · {report.get_kind_display()}", version=report.number, status=status,
        corrects=_corrects(report), key_points=points_of(points.body) if points else (),
        sources_used=_sources(rows, names),
        sections=tuple(
            _section(n, sections[part], rows[sections[part].pk], names, report.agency_id)
            for n, part in enumerate(body, start=1)
        ),
        persons_view=around(ReportPart.PERSONS_VIEW), not_verified=around(ReportPart.NOT_VERIFIED),
        recommendation=around(ReportPart.RECOMMENDATION), signatures=signatures,
    )  # fmt: skip


def _tag(language: str) -> str:
    first, _sep, region = language.partition("-")
    return f"{first}-{region.upper()}" if region else first


def _corrects(report: CourtReport) -> str:
    old = report.corrects
    if old is None or old.signed_at is None:
        return ""
    day = day_words(timezone.localdate(old.signed_at))
    return _("Corrects version %(n)d of %(day)s") % {"n": old.number, "day": day}


def _sources(rows: dict[object, list[ReportStatement]], names: dict[object, str]) -> tuple[str, ...]:
    """Count the records behind the report, by agency."""
    found = {(row.originator_id, row.source_kind, row.source_id) for rs in rows.values() for row in rs if row.source_id}
    counted = Counter(names.get(agency, "") for agency, _kind, _id in found)
    return tuple(
        ngettext("%(agency)s: %(n)d record", "%(agency)s: %(n)d records", n)
        % {"agency": agency or _("Court orders, plan and case"), "n": n}
        for agency, n in sorted(counted.items())
    )


def _heading(actor: Actor, report: CourtReport) -> printed.Heading:
    author: AgencyMembership | None = report.author
    signed = timezone.localdate(report.signed_at) if report.signed_at else timezone.localdate()
    return printed.Heading(
        title=str(ReportKind(report.kind).label), kind=str(ReportKind(report.kind).label), court=report.court.name,
        order_reference=report.order.number if report.order else "",
        order_name=str(report.order.type) if report.order else "", person=str(report.case.person),
        author=author.user.full_name if author else actor.name,
        author_post=author.position.name if author else actor.position, agency=report.agency.name,
        period_from=day_words(report.period_from), period_to=day_words(report.period_to), dated_on=day_words(signed),
        recipient=", ".join(part for part in (report.court.name, report.court.address) if part),
    )  # fmt: skip
