"""iCalendar (RFC 5545) for planned contacts: a time, two words and a link, and nothing else."""

import datetime as dt
from collections.abc import Iterable

MINUTES = 30
"""How long an entry is shown in a calendar; how long a contact takes is not known before."""
LINE = 75  # octets of a line


def ics(entries: Iterable[tuple[str, dt.datetime, str]], summary: str, name: str) -> bytes:
    """Return the calendar of ``entries``: key, moment and link of each, all under one ``summary``.

    The stamp of an entry is its own moment: the same contacts give the same bytes, and a moved one another stamp.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Throughcare//Calendar//EN", "METHOD:PUBLISH",
             f"X-WR-CALNAME:{_text(name)}"]  # fmt: skip
    for key, at, link in entries:
        lines += [
            "BEGIN:VEVENT", f"UID:{key}@throughcare", f"DTSTAMP:{_moment(at)}", f"DTSTART:{_moment(at)}",
            f"DTEND:{_moment(at + dt.timedelta(minutes=MINUTES))}", f"SUMMARY:{_text(summary)}", f"URL:{link}",
            "CLASS:CONFIDENTIAL", "END:VEVENT",
        ]  # fmt: skip
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    return words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """Cut a line into parts of at most 75 octets, each after the first beginning with a space."""
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > LINE:
            parts.append(part)
            part = " "
        part += letter
    return [*parts, part]
