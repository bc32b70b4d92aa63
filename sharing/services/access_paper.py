"""The two forms of what is handed to the person: a paper in plain words, and the same as data (docs/access-file.md)."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from access.actor import Actor
from casework.due import day_words
from casework.models import Case
from sharing.choices_rights import AccessPart
from sharing.documents.blocks import Block, Chapter, Line, Paragraph, Points, Title
from sharing.documents.pdf import record_pdf
from sharing.documents.record import Record
from sharing.models import RightsRequest
from sharing.queries.shared_sheet import advisers_for
from sharing.subject_access import Entry

FORMAT = "throughcare.access/1"
"""Name and number of the shape of the data; a change of the shape is a new number."""


@dataclass(frozen=True, slots=True)
class Made:
    """The bytes of both forms."""

    pdf: bytes
    data: bytes


def paper_of(actor: Actor, request: RightsRequest, case: Case, given: Sequence[Entry], now: dt.datetime) -> Made:
    """Return both forms of what is given. They hold the same entries and nothing else about anybody.

    Raises:
        CannotPrint: an entry holds a sign that no document can hold.
    """
    language, day = settings.LANGUAGE_CODE, timezone.localdate(now)
    advisers = advisers_for(actor)
    paper = Record(
        title=_("What is held about you"), language=_tag(language), foot=f"{case.reference} · {request.mark}",
        page=_("Page {page} of {pages}"), blocks=tuple(_blocks(str(case.person), request, given, advisers, day)),
    )  # fmt: skip
    shape = {
        "format": FORMAT, "request": request.mark, "case": case.reference, "made_on": day.isoformat(),
        "language": language, "notice": _notice(), "contacts": list(advisers),
        "parts": [
            {"part": part.value, "title": str(part.label), "entries": [_shaped(one) for one in found]}
            for part in AccessPart if (found := [one for one in given if one.part == part])
        ],
    }  # fmt: skip
    data = json.dumps(shape, ensure_ascii=False, indent=2).encode()
    return Made(record_pdf(paper, created_at=now).content, data)


def _tag(language: str) -> str:
    first, _sep, region = language.partition("-")
    return f"{first}-{region.upper()}" if region else first


def _shaped(one: Entry) -> dict[str, str | None]:
    return {
        "key": one.key, "title": one.title, "text": one.text, "on": one.on or None, "agency": one.agency or None,
    }  # fmt: skip


def _notice() -> list[str]:
    """What the person is told about the file: the same for everybody, whatever is in it, so that it tells nothing."""
    return [
        _("This is what the agencies that work with you hold about you and may give you."),
        _("Not in it is what is about other people, what would show who told us something in confidence, what a law"
          " keeps secret, and what the police or a court hold. This is said to everybody who asks."),
        _("What health staff, lawyers and faith representatives hold, you ask of them. What the police hold, you ask of"
          " the police."),
        _("Something is wrong? You may ask that it is put right, erased, or not used while it is looked into."),
        _("You do not agree with what you got, or with what is not in it? You may complain to the supervisory authority"
          " for data protection, and go to court. It costs nothing to ask us first."),
    ]  # fmt: skip


def _blocks(
    name: str, request: RightsRequest, given: Sequence[Entry], advisers: Sequence[str], day: dt.date
) -> Iterator[Block]:
    yield Title(_("What is held about you"))
    asked = {"name": name, "asked": day_words(request.received_on), "day": day_words(day)}
    yield Paragraph(_("For %(name)s. You asked on %(asked)s. Written down as it stood on %(day)s.") % asked)
    yield from (Paragraph(text) for text in _notice())
    if advisers:
        yield Paragraph(_("Whom you can ask:"))
        yield Points(tuple(advisers))
    for number, part in enumerate((p for p in AccessPart if any(one.part == p for one in given)), start=1):
        yield Chapter(str(part.label), str(number))
        for one in given:
            if one.part == part:
                day_said = day_words(dt.date.fromisoformat(one.on)) if one.on else ""
                label = ", ".join(said for said in (one.title, day_said, one.agency) if said)
                yield Paragraph(one.text, label)
    yield Line(_("%(n)d entries. Request %(mark)s.") % {"n": len(given), "mark": request.mark})
