"""Which words of the plan each member of the cast may be told; None: another file says."""

from __future__ import annotations

PERMANENT = ("supervisor", "manager", "officer", "clinician")
CORE = (*PERMANENT, "rescuer")
INSIDE = (*CORE, "chair")
TOLD = ("text", "person_words", "measure")
"""Words of an objective that are opened with it: what it answers stays inside."""
INSIDE_ALONE = (
    "plan", "objective", "action", "intervention", "ending", "achievement", "outcome", "followup", "retention",
    "notice", "consent",
)  # fmt: skip
"""Read from inside the case and nowhere else."""


def may_read_plan(who: str, of: str) -> bool | None:
    """Whether somebody may be told this word of the plan."""
    kind = of.split()[0]
    if kind in ("safety", "network"):
        return who in CORE
    if kind == "clinical":
        return who == "clinician"
    if of == "action of the guest":
        return who in (*INSIDE, "teacher")
    if of == "action of the companion":
        return who in (*INSIDE, "mentor")
    if of in ("action opened", *(f"objective {word} opened" for word in TOLD)):
        return who in (*INSIDE, "mentor")
    if of in ("action for guests", *(f"objective {word} for guests" for word in TOLD)):
        return who in (*INSIDE, "teacher")
    if kind in INSIDE_ALONE:
        return who in INSIDE
    return None
