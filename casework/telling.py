"""What is said when somebody records that the person was told, or what they say to taking part."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewNotice:
    """One giving of the transparency notice, on a local date; ``points`` are values of ``NoticePoint``."""

    given_on: dt.date
    how: str
    points: tuple[str, ...]
    language: str
    interpreter: str
    copy: str
    answer: str
    interpreter_name: str = ""
    answer_reason: str = ""
    guardian: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class NewConsent:
    """What the person said to taking part, on a local date. ``part``: in what."""

    said_on: dt.date
    answer: str
    part: str
    words: str = ""
    guardian: str = ""
