"""Whether kept data were made by the migrations that are here: one that was changed afterwards is not run again."""

from __future__ import annotations

import hashlib
import json
import pathlib
from collections.abc import Iterable

from .places import REPO
from .state import State

KEY = "schema"


def _digests(files: Iterable[pathlib.Path]) -> dict[str, str]:
    return {str(file.relative_to(REPO)): hashlib.sha256(file.read_bytes()).hexdigest()[:16] for file in files}


def changed_since(state: State, files: Iterable[pathlib.Path]) -> list[str]:
    """The files that made the kept data and now say something else, or are gone; none for data nobody wrote down."""
    now = _digests(files)
    made: dict[str, str] = json.loads(state.data.get(KEY, "{}"))
    return sorted(name for name, digest in made.items() if now.get(name) != digest)


def write_down(state: State, files: Iterable[pathlib.Path]) -> None:
    """Keep what the data were made by."""
    state.data[KEY] = json.dumps(_digests(files))
    state.save()
