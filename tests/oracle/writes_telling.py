"""What the second wall lets somebody write of what the person was told and says."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle.attempts import SPARE, Attempt, inserted
from tests.oracle.lay_telling import consent_row, notice_row
from tests.oracle.rule import may
from tests.oracle.world import Case, Who, World


def attempts_on_telling(w: World, who: Who, case: Case) -> Iterator[Attempt]:
    """Both are recorded by who manages or supervises the case, in their own name, and stay."""
    manage, me = may(w, who, "manage", case), who.membership.id
    for row in (notice_row, consent_row):
        for maker in (me, SPARE):
            yield inserted(row(SPARE, case.id, maker), manage and maker == me)
    for table, column in (("transparencynotice", "words"), ("participationconsent", "words")):
        yield Attempt(f"casework_{table}", f"UPDATE casework_{table} SET {column} = 'U'", False, True)
