#!/usr/bin/env python3
"""Whether the tests ran enough of the product: all of what decides and acts, nearly all of the rest, by branches."""

from __future__ import annotations

import io
import json
import pathlib
import re
import sys
from contextlib import redirect_stdout
from typing import Any

from coverage import Coverage

OVERALL = 95.0  # percent of lines and branches together
WHOLE = re.compile(r"^(access/policy\.py|access/ways\.py|\w+/services/.+\.py)$")
"""What decides who sees something, and what changes something: every line and every branch."""


def gaps(report: dict[str, Any]) -> list[str]:
    """One sentence for each thing that falls short in a report of coverage."""
    found = []
    for name, file in sorted(report["files"].items()):
        if WHOLE.match(name) and (file["missing_lines"] or file["missing_branches"]):
            branches = [f"{start}->{end}" for start, end in file["missing_branches"]]
            missing = [*map(str, file["missing_lines"]), *branches]
            found.append(f"{name}: not run: {', '.join(missing)}")
    overall = report["totals"]["percent_covered"]
    if overall < OVERALL:
        found.append(f"the product: {overall:.1f} % of lines and branches are run, {OVERALL:.0f} % are wanted")
    if not any(WHOLE.match(name) for name in report["files"]):
        found.append("nothing was measured")
    return found


def main() -> int:
    """Read the data file of a run with --cov and judge it."""
    data = pathlib.Path(sys.argv[1])
    measured = Coverage(data_file=str(data))
    measured.load()
    target = data.with_suffix(".json")
    with redirect_stdout(io.StringIO()):
        measured.json_report(outfile=str(target))
    found = gaps(json.loads(target.read_text()))
    for sentence in found:
        print(f"coverage: {sentence}")
    if not found:
        print("coverage: enough")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
