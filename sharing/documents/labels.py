"""The fixed words of a printed report, handed in as data so that a report is printed in its reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override


@dataclass(frozen=True, slots=True)
class Labels:
    """What is printed beside the report's own words; ``page`` holds ``{page}`` and ``{pages}``."""

    item: str
    entry: str
    details: str
    kind: str
    court: str
    order: str
    person: str
    author: str
    agency: str
    period: str
    dated: str
    recipient: str
    version: str
    corrects: str
    key_points: str
    sources_used: str
    persons_view: str
    not_verified: str
    recommendation: str
    signatures: str
    unsigned: str
    name: str
    post: str
    signed_on: str
    annexes: str
    no_annexes: str
    nothing: str
    working_copy: str
    page: str
    period_joined: str


def labels_for(language: str) -> Labels:
    """Return the fixed words in the language of the report (a tag such as ``en-GB``)."""
    with override(language.lower()):
        return Labels(
            item=_("Item"),
            entry=_("Entry"),
            details=_("About this report"),
            kind=_("Kind of report"),
            court=_("Court"),
            order=_("Order"),
            person=_("Person"),
            author=_("Author"),
            agency=_("Agency"),
            period=_("Period"),
            dated=_("Date of the report"),
            recipient=_("Recipient"),
            version=_("Version"),
            corrects=_("Correction"),
            key_points=_("Key points"),
            sources_used=_("Sources used"),
            persons_view=_("The person’s view"),
            not_verified=_("What could not be verified"),
            recommendation=_("Recommendation"),
            signatures=_("Signatures"),
            unsigned=_("Not signed yet"),
            name=_("Name"),
            post=_("Post"),
            signed_on=_("Signed on"),
            annexes=_("Annexes"),
            no_annexes=_("No annexes"),
            nothing=_("Nothing to report"),
            working_copy=_("Working copy"),
            page=_("Page {page} of {pages}"),
            period_joined=_("{first} to {last}"),
        )
