"""Who may be told the words of contacts, events, signs and reporting rules."""

from tests.doors.answers import INSIDE, OUTSIDE
from tests.doors.stage_contacts import RULE

WORK = ("supervisor", "manager", "officer", "clinician", "rescuer")
WORDS = (*WORK, "teacher", "chair")
"""Those who read a note for the team at least in its summary."""
PARTNERSHIP = tuple(who for who in (*INSIDE, *OUTSIDE) if who != "stranger")
"""Everybody of the partnership in good standing."""

READERS = {
    "contact words": WORDS,
    "contact place": WORDS,
    "contact skill": WORDS,
    "incident words": WORDS,
    "exposure words": WORDS,
    "exposure plan": WORDS,
    "sign words": WORDS,
    "feed name": ("supervisor",),
    "planned place": WORK,
    "relationship aunt": WORK,
    **{f"rule {name}": PARTNERSHIP for name in RULE},
}
