"""What an assessment that the court may be told of says: judgement, change and everyday life, in words; no level."""

from collections.abc import Callable, Iterator
from typing import Final

from django.utils.translation import gettext as _

from access.choices import Nature
from assessments.changing import Move, label_of
from assessments.choices import Confidence
from assessments.definition import Item
from assessments.models import ConsensusRating, Dissent
from assessments.rules import is_known
from casework.due import day_words
from sharing.assembly import Found, Gathered, LeftOut
from sharing.choices import FROM_ASSESSMENT, ReportKind, ReportPart, SourceKind, WhyLeftOut
from sharing.queries.report_sources.judged import Judged
from sharing.queries.report_sources.record import Record
from sharing.telling.words import sentence

P = ReportPart
RISK: Final[dict[str, ReportPart]] = {
    ReportKind.PROGRESS: P.RISK, ReportKind.COMPLETION: P.RISK, ReportKind.BREACH: P.EFFECT,
    ReportKind.PRE_RELEASE: P.GATE,
}  # fmt: skip
"""Where the judgement stands, with what changed (domain section 6)."""
LIFE: Final[dict[str, ReportPart]] = {
    ReportKind.PROGRESS: P.EVERYDAY, ReportKind.COMPLETION: P.EVERYDAY, ReportKind.BREACH: P.CIRCUMSTANCES,
    ReportKind.PRE_RELEASE: P.PATHWAYS,
}  # fmt: skip
"""Where strengths, belonging and everyday life stand: sections J, E and F of SRDR."""


def fill_assessment(record: Record, out: Gathered) -> None:
    """Add what the newest assessment may tell, and say of others why they stay out."""
    judging, kind = record.judging, ReportKind(record.scope.kind)
    for row, why in judging.kept:
        out.left_out.append(LeftOut(SourceKind.ASSESSMENT, row.pk, row.assessor.agency_id, why))
    if judging.told is None:
        words = _("No assessment is cleared for the court.") if judging.any else _("No assessment was made.")
        for part in FROM_ASSESSMENT:
            out.missing[part] = sentence(out.missing.get(part, ""), words)
        return
    told = list(told_statements(judging.told, kind, record.health))
    out.statements += told
    out.left_out += _kept_back(judging.told, record.health)
    if kind == ReportKind.PRE_RELEASE and not any(one.part == P.CUSTODY for one in told):
        out.missing[P.CUSTODY] = _("The assessment says nothing of the time in custody.")


def told_statements(judged: Judged, kind: ReportKind, health: frozenset[object]) -> Iterator[Found]:
    """Return the statements of one assessment for a report of ``kind``; ``health``: agencies whose views stay out."""
    yield from _judgement(judged, RISK[kind])
    yield from _answers(judged, RISK[kind], lambda item: not _is_life(item) and not item.custody, changed=True)
    yield from _answers(judged, LIFE[kind], _is_life)
    if kind == ReportKind.PRE_RELEASE:
        yield from _answers(judged, P.CUSTODY, lambda item: item.custody)
    for gap in judged.gaps:
        text = _("Not known yet: %(what)s") % {"what": gap.text}
        yield _found(judged, P.NOT_VERIFIED, sentence(text), gap)
    for view in judged.dissents:
        if view.agency_id not in health and _may_be_told(judged, view):
            yield _view(judged, RISK[kind], view)


def _is_life(item: Item) -> bool:
    """Strengths, and what the person needs to live by: neither is about risk (domain section 6)."""
    return item.kind == "protective" or (item.part == "needs" and not item.custody)


def _found(judged: Judged, part: ReportPart, text: str, row: object) -> Found:
    return Found(
        part, text, SourceKind.ASSESSMENT, row.pk, judged.row.as_of, judged.agency,  # type: ignore[attr-defined]  # a row
        Nature.OPINION, quoted=True,
    )  # fmt: skip


def _judgement(judged: Judged, part: ReportPart) -> Iterator[Found]:
    said, day = judged.judgement, day_words(judged.row.as_of)
    if said is not None:
        items = [judged.definition.item(code) for code in said.rests_on]
        rests = ", ".join(item.label for item in items if item and not (item.belief or item.health))
        yield _found(
            judged, part,
            sentence(
                _("Judged together as of %(day)s") % {"day": day}, said.words,
                _("It rests on: %(items)s") % {"items": rests} if rests else "",
                _("How sure the team is: %(how)s") % {"how": Confidence(said.confidence).label},
            ),
            said,
        )  # fmt: skip
    if judged.before is not None:
        text = _("Change is told from the assessment of %(day)s on") % {"day": day_words(judged.before.as_of)}
        yield _found(judged, part, sentence(text), judged.before)


def _answers(
    judged: Judged, part: ReportPart, fits: Callable[[Item], bool], *, changed: bool = False
) -> Iterator[Found]:  # fmt: skip
    """Tell the items of a sort, strengths first; with ``changed`` only those that differ from the one before.

    Concerns of which there is no sign, and what nobody knows, are told in a sentence each.
    """
    plain: dict[str, list[str]] = {"no_sign": [], "not_known": []}
    for item, one in judged.answered():
        if not fits(item):
            continue
        move = judged.move(item)
        if move is Move.NONE and changed:
            continue
        if move is Move.NONE and (one.answer in plain):
            plain[one.answer].append(item.label)
        else:
            yield _found(judged, part, _answer(judged, item, one, move), one)
    texts = [
        _("No sign of: %(items)s") % {"items": ", ".join(plain["no_sign"])} if plain["no_sign"] else "",
        _("Not known: %(items)s") % {"items": ", ".join(plain["not_known"])} if plain["not_known"] else "",
    ]
    if any(texts):
        yield _found(judged, part, sentence(*texts), judged.row)


def _answer(judged: Judged, item: Item, one: ConsensusRating, move: Move) -> str:
    words, before = label_of(item, one.answer), judged.earlier(item)
    told = f"{item.label}: {words}"
    if move is Move.CHANGE and before:
        told = _("%(item)s: %(now)s; before: %(before)s") % {
            "item": item.label, "now": words, "before": label_of(item, before.answer)
        }  # fmt: skip
    elif move is Move.NEW_VIEW and before and is_known(before.answer):
        told = _("%(item)s: %(now)s; seen anew, before: %(before)s") % {
            "item": item.label, "now": words, "before": label_of(item, before.answer)
        }  # fmt: skip
    return sentence(told, one.reason)


def _may_be_told(judged: Judged, view: Dissent) -> bool:
    item = judged.definition.item(view.item)
    return item is None or not (item.health or item.belief)


def _view(judged: Judged, part: ReportPart, view: Dissent) -> Found:
    item = judged.definition.item(view.item)
    about = _("%(agency)s holds a different view") % {"agency": view.agency.name}
    if item:
        about = _("%(agency)s holds a different view of “%(item)s”") % {"agency": view.agency.name, "item": item.label}
    return Found(
        part, sentence(about, view.view, view.reason), SourceKind.ASSESSMENT, view.pk, judged.row.as_of,
        view.agency_id, Nature.OPINION, quoted=True,
    )  # fmt: skip


def _kept_back(judged: Judged, health: frozenset[object]) -> Iterator[LeftOut]:
    kind = SourceKind.ASSESSMENT
    for one in judged.about_belief():
        yield LeftOut(kind, one.pk, judged.agency, WhyLeftOut.NATURE)
    for given in judged.given:
        if given.agency_id in health:
            yield LeftOut(kind, given.pk, given.agency_id, WhyLeftOut.HEALTH)
    for view in judged.dissents:
        if view.agency_id in health:
            yield LeftOut(kind, view.pk, view.agency_id, WhyLeftOut.HEALTH)
        elif not _may_be_told(judged, view):
            yield LeftOut(kind, view.pk, view.agency_id, WhyLeftOut.NATURE)
