"""Rows of what the person was told and says, made out of a world."""

from __future__ import annotations

import datetime as dt
from typing import Any

from casework import models as cw
from casework.choices import NoticePoint

DAY = dt.date(2026, 1, 1)
MOMENT = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


def notice_row(row_id: Any, case_id: Any, who: Any) -> cw.TransparencyNotice:
    """A notice, recorded by ``who``."""
    return cw.TransparencyNotice(
        id=row_id, case_id=case_id, given_on=DAY, how="read_out", points=sorted(NoticePoint.values), language="L",
        interpreter="not_needed", copy="given", answer="signed", membership_id=who, recorded_at=MOMENT,
    )  # fmt: skip


def consent_row(row_id: Any, case_id: Any, who: Any) -> cw.ParticipationConsent:
    """What the person says to taking part, recorded by ``who``."""
    return cw.ParticipationConsent(
        id=row_id, case_id=case_id, said_on=DAY, answer="takes_part", part="P", membership_id=who, recorded_at=MOMENT
    )
