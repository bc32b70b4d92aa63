"""What each wall really shows of the tables of supervision and plan."""

from __future__ import annotations

from typing import Any

from assessments import models as am
from casework import models as cw
from sharing import models as sh
from tests.oracle.advice import ADVICE
from tests.oracle.asking import ASKED
from tests.oracle.contested import CONTESTED
from tests.oracle.cycle import GIVEN, TOGETHER
from tests.oracle.duties import DUTIES
from tests.oracle.erasing import ERASING
from tests.oracle.expect import Seen
from tests.oracle.expect_records import VERBS
from tests.oracle.leaks import LEAKS
from tests.oracle.proposals import PROPOSALS
from tests.oracle.publications import PUBLICATIONS
from tests.oracle.records import INSIDE, KEPT, LESSONS, PARTS, TOLD, WORKED
from tests.oracle.restrictions import RESTRICTED
from tests.oracle.rights import RIGHTS

TABLES = (
    *INSIDE,
    *WORKED,
    *KEPT,
    *PARTS,
    "clinicalpart",
    "contactcondition",
    "noterelease",
    "minutesclearance",
    *TOLD,
    *LESSONS,
)
CYCLE = (*TOGETHER, *GIVEN, "instrument")
NAMES = {
    **{name: f"casework_{name}" for name in TABLES}, "contact of": "casework_contact",
    **{name: f"assessments_{name}" for name in CYCLE},
    **{
        name: f"sharing_{name}"
        for name in (*ASKED, *ADVICE, *ERASING, *LEAKS, *PROPOSALS, *PUBLICATIONS, *DUTIES, *RIGHTS)
    },
    **{name: f"sharing_{name}" for name in (*CONTESTED, *RESTRICTED)},
}  # fmt: skip
"""Question -> table."""
MODELS: dict[str, Any] = {
    model._meta.db_table: model for floor in (am, cw, sh) for model in vars(floor).values() if hasattr(model, "_meta")
}
ACTS = (
    *(("order", verb) for verb in VERBS), ("contact", "edit"), ("contact", "follow"), ("action", "edit"),
    ("objective", "edit"), ("clinicalpart", "edit"), ("court", "edit"), ("contribution", "rate"),
    ("legaladvicerequest", "advise"), ("dutyreport", "correct"), ("leakreport", "decide"), ("leakreport", "close"),
    ("publicationrequest", "decide"), ("publicationrequest", "keep"),
    ("legalhold", "decide"), ("erasure", "decide"), ("contestedfact", "change"), ("restriction", "manage"),
    ("accessfile", "manage"), ("accessfile", "review"),
    *(("disclosureproposal", verb) for verb in ("read", "write", "keep", "decide", "second")),
    *(("sharingrequest", verb) for verb in ("read", "answer", "ask", "remark")), ("answersilence", "review"),
    ("lessondraft", "weigh"), ("lesson", "withdraw"),
)  # fmt: skip


def orm_records(actor: Any, start: int = 0, step: int = 1) -> Seen:
    """What the guarded querysets clear; every ``step``-th question, beginning with ``start``."""
    seen: Seen = {}
    for name, table in list(NAMES.items())[start::step]:
        seen[name] = set(MODELS[table].objects.visible_to(actor).values_list("pk", flat=True))
    for name, verb in ACTS[start::step]:
        rows = MODELS[NAMES.get(name, f"casework_{name}")].objects.visible_to(actor, verb)
        seen[f"{name}:{verb}"] = set(rows.values_list("pk", flat=True))
    return seen


def sql_of(table: str = "") -> str:
    """The bare SQL that reads these tables, or one of them."""
    return "\n".join(
        f"UNION ALL SELECT '{name}', id, NULL FROM {where}" for name, where in NAMES.items() if table in ("", where)
    )
