"""Figures of the partnership as CSV: who took them out and when stands on the first line."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from casework.exports.tables import csv_bytes

Counts = tuple[str, int, Sequence[str], Sequence[str]]
"""A group, how many it holds, and the counts of both strands; an empty count is hidden."""


def figures_csv(
    mark: str, results: Sequence[str], least: int, closings: Sequence[Counts], follow_ups: Sequence[Counts]
) -> bytes:
    """Return the file. ``mark`` says who took it out and when."""
    note = _("Groups under %(least)s are hidden, with more where they could be reckoned. Nothing here predicts.")
    header = [_("What"), _("Group"), _("How many"), _("Strand"), *results]
    rows: list[Sequence[object]] = [[note % {"least": least}], header]
    rows += _rows(_("How it ended"), closings)
    rows += _rows(_("Follow-up"), follow_ups)
    return csv_bytes([mark], rows)


def _rows(what: str, counts: Sequence[Counts]) -> Iterator[Sequence[object]]:
    for group, total, one, two in counts:
        for strand, found in ((_("Disengagement"), one), (_("Reintegration"), two)):
            yield [what, group, total, strand, *(count or _("hidden") for count in found)]
