"""Reading the matrix: who is answered what at a door."""

from __future__ import annotations

INSIDE = ("supervisor", "manager", "officer", "clinician", "teacher", "mentor", "chair", "rescuer")
OUTSIDE = ("analyst", "past_guest", "colleague", "border", "stranger", "legal", "coordinator", "duty")
CAST = (*INSIDE, *OUTSIDE, "newcomer")
NOBODY = "nobody"
PERMANENT_AND_RESCUER = ("supervisor", "manager", "officer", "clinician", "rescuer")
GROUPS = {"inside": INSIDE, "outside": OUTSIDE, "all": (*INSIDE, *OUTSIDE), "everybody": (*CAST, NOBODY)}


def expected(spec: str, method: str, json: bool) -> dict[str, int]:
    """The status for everybody.

    Unless said otherwise, a newcomer is sent to the code of conduct, and a visitor who is nobody to the login page
    or, with something typed, answered 401. Programs are answered 403 and 401.
    """
    found = {"newcomer": 302, NOBODY: 401 if json or method == "POST" else 302}
    if json:
        found["newcomer"] = 403
    for part in spec.split(";"):
        status, names = part.split(":")
        for name in names.split():
            found.update(dict.fromkeys(GROUPS.get(name, (name,)), int(status)))
    return found
