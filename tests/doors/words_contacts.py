"""Who may be told the words of contacts, events and signs."""

WORK = ("supervisor", "manager", "officer", "clinician", "rescuer")
WORDS = (*WORK, "teacher", "chair")
"""Those who read a note for the team at least in its summary."""

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
}
