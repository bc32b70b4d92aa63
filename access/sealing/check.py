"""Running the independent verifier on this installation's database and checkpoint file."""

import contextlib
from pathlib import Path

from django.conf import settings
from django.db import connection

from access.sealing.checkpoints import NAME
from access.verifier import Keys, NotChecked, Report, read_file, snapshot, verify


def check_trail(expected: dict[int, str], *, clock_was_set_back: bool) -> Report:
    """Check every line and every seal on a connection of its own; ``expected``: digests by number, held elsewhere.

    Raises:
        NotChecked: no public key, no readable file, or a role that cannot read every line.
    """
    if not settings.TRAIL_PUBLIC_KEY:
        raise NotChecked("TRAIL_PUBLIC_KEY is not set")
    path = Path(settings.CHECKPOINT_DIR) / NAME
    own = connection.get_new_connection(connection.get_connection_params())
    with contextlib.closing(own):
        own.autocommit = True
        with own.cursor() as cursor:
            data = snapshot(cursor, lambda: read_file(path))
            keys = Keys([settings.TRAIL_PUBLIC_KEY])
            return verify(cursor, data, keys, expected, clock_was_set_back=clock_was_set_back)
