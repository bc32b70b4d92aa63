"""Independent check of the trail: needs Python, ``cryptography`` and a database cursor; nothing of the product.

The format it checks is described in docs/trail.md. As a program:
``python verifier.py --database URL --checkpoints FILE --public-key BASE64`` (exit 0 clean, 1 bad, 2 not checked).
"""

from __future__ import annotations

import argparse
import base64
import datetime as dt
import hashlib
import json
import pathlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = 1
LOCK = 0x7472_6169_6C00  # advisory lock of the sealer: "trail"
COLUMNS = (
    *("seq", "at", "xid", "operation", "verb", "user_id", "membership_id", "agency_id", "partnership_id", "kind"),
    *("subjects", "case_id", "tier", "recipients", "ground", "reason", "detail"),
)
MOMENT = """to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
RENDERED = ", ".join(MOMENT.format("e.at") if name == "at" else f"e.{name}::text" for name in COLUMNS)
SEAL_SQL = f"""SELECT number, {MOMENT.format("sealed_at")}, array_to_string(seqs, ','), xid_below, root, previous,
 key_id, digest, signature FROM access_seal"""  # noqa: S608 - fixed text
BATCH = 500  # lines under one seal at the most; a seal of so many says that more were waiting
HINT = 16  # hexadecimal digits of a leaf's hash kept in the file, to name the line that was changed
BACKDATED = dt.timedelta(hours=2)  # longer than any transaction lasts, and than a clock is set back by mistake
STAMP = "%Y-%m-%dT%H:%M:%S.%fZ"


def line_bytes(values: Sequence[str | None]) -> bytes:
    """The canonical bytes of one line: every column by name, with its length, or ``-`` for null."""
    parts = [b"throughcare-line-v1\n"]
    for name, value in zip(COLUMNS, values, strict=True):
        raw = None if value is None else value.encode()
        parts.append(f"{name} -\n".encode() if raw is None else f"{name} {len(raw)}:".encode() + raw + b"\n")
    return b"".join(parts)


def leaf_hash(data: bytes) -> bytes:
    """RFC 6962: SHA-256 over 0x00 and the data."""
    return hashlib.sha256(b"\x00" + data).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962 tree head over leaf hashes: nodes are SHA-256 over 0x01, left and right; an odd one moves up."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def key_id(public: bytes) -> str:
    """Sixteen hexadecimal digits that name a public key."""
    return hashlib.sha256(public).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Seal:
    """One signed checkpoint, as it stands in the table and in the file."""

    number: int
    sealed_at: str
    seqs: tuple[int, ...]
    xid_below: int
    root: str
    previous: str
    key_id: str
    digest: str = ""
    signature: str = ""

    def expected_digest(self) -> str:
        """SHA-256 over everything that is sealed, under a name of its own, each part on a line."""
        seqs = ",".join(map(str, self.seqs))
        parts = ["throughcare-seal-v1", self.number, self.sealed_at, seqs, self.xid_below]
        parts += [self.root, self.previous, self.key_id]
        return hashlib.sha256("".join(f"{part}\n" for part in parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A line of the file: a seal, and the beginning of each leaf's hash."""

    seal: Seal
    leaves: tuple[str, ...]

    def as_bytes(self) -> bytes:
        """The line of the file, with its line feed."""
        body = {name.name: getattr(self.seal, name.name) for name in fields(Seal)}
        body.update(format=FORMAT, seqs=list(self.seal.seqs), leaves=list(self.leaves))
        return json.dumps(body, sort_keys=True, separators=(",", ":")).encode() + b"\n"

    @classmethod
    def from_bytes(cls, line: bytes) -> Checkpoint:
        """Read one line; raise ValueError unless writing it again gives the same bytes."""
        try:
            body = json.loads(line)
            leaves = tuple(body.pop("leaves"))
            body.pop("format")
            found = cls(Seal(**{**body, "seqs": tuple(body["seqs"])}), leaves)
            same = found.as_bytes() == line + b"\n"
        except (TypeError, KeyError, AttributeError, RecursionError, UnicodeError) as error:
            raise ValueError("not a checkpoint") from error
        if not same:
            raise ValueError("not written by the sealer")
        return found


class Bad(Exception):
    """The first place at which the trail is not what was sealed."""


class NotChecked(Exception):
    """The check could not be made; says nothing about the trail."""


@dataclass(slots=True)
class Report:
    """What the check found."""

    bad: str | None = None
    seals: int = 0
    lines: int = 0
    unsealed: int = 0
    newest_sealed_at: str = ""
    newest_digest: str = ""
    backdated: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """The report, line by line."""
        reach = "no seal is in order" if self.bad else "nothing is sealed yet"
        if self.seals:
            reach = f"in order up to {self.newest_sealed_at}: {self.seals} seals over {self.lines} lines"
            reach += f"\nnewest checkpoint {self.seals}:{self.newest_digest}"
        first = f"BAD: {self.bad}" if self.bad else "the trail is as it was sealed"
        waiting = [] if self.bad else [f"{self.unsealed} lines are not sealed yet"]
        return [first, reach, *waiting, *self.remarks]


class Keys:
    """The public keys that are believed, by name."""

    def __init__(self, encoded: Iterable[str]):
        raw = [base64.b64decode(value) for value in encoded if value]
        self.known = {key_id(value): Ed25519PublicKey.from_public_bytes(value) for value in raw}

    def check(self, seal: Seal) -> str | None:
        """Nothing, or what is wrong with the digest or the signature."""
        if seal.expected_digest() != seal.digest:
            return "its digest does not fit what it says"
        key = self.known.get(seal.key_id)
        if key is None:
            return "it is signed with a key that is not ours"
        try:
            key.verify(bytes.fromhex(seal.signature), bytes.fromhex(seal.digest))
        except (InvalidSignature, ValueError):
            return "its signature is wrong"
        return None


def checkpoints_in(data: bytes, report: Report) -> Iterator[Checkpoint]:
    """The checkpoints of the file in order; Bad at the first line that the sealer did not write."""
    *lines, rest = data.split(b"\n")
    if rest:
        report.remarks.append("the checkpoint file ends in an unfinished line: its writer was interrupted")
    for number, line in enumerate(lines, 1):
        try:
            yield Checkpoint.from_bytes(line)
        except ValueError:
            raise Bad(f"checkpoint file, line {number}: altered or damaged") from None


def seals_in(cursor: Any) -> Iterator[Seal]:
    """The seals of the table in order."""
    last = -1
    while True:
        cursor.execute(f"{SEAL_SQL} WHERE number > %s ORDER BY number LIMIT 40", [last])
        rows = cursor.fetchall()
        for row in rows:
            seqs = tuple(int(seq) for seq in row[2].split(",")) if row[2] else ()
            yield Seal(row[0], row[1], seqs, row[3], *row[4:])
            last = row[0]
        if not rows:
            return


def leaves_of(cursor: Any, seal: Seal) -> tuple[list[bytes], list[str]]:
    """Leaf hashes and moments of the seal's lines in its order; Bad when one is missing or there twice."""
    cursor.execute(f"SELECT {RENDERED} FROM access_event e WHERE e.seq = ANY(%s)", [list(seal.seqs)])  # noqa: S608
    found: dict[int, tuple[bytes, str]] = {}
    for row in cursor.fetchall():
        seq = int(row[0])
        if seq in found:
            raise Bad(f"line {seq} is there twice")
        found[seq] = leaf_hash(line_bytes(row)), row[1]
    for seq in seal.seqs:
        if seq not in found:
            raise Bad(f"line {seq} (seal {seal.number}) is missing: deleted or renumbered")
    return [found[seq][0] for seq in seal.seqs], [found[seq][1] for seq in seal.seqs]


class Check:
    """One run over both places."""

    def __init__(self, cursor: Any, keys: Keys, expected: dict[int, str]):
        self.cursor, self.keys, self.expected = cursor, keys, expected
        self.report = Report()
        self.sealed: set[int] = set()
        self.last: Seal | None = None
        self.emptied: Seal | None = None  # the newest seal after which no line of an ended transaction waited

    def run(self, data: bytes) -> Report:
        """Walk the table and the file side by side, then the lines that no seal holds."""
        try:
            file = checkpoints_in(data, self.report)
            for seal in seals_in(self.cursor):
                self._pair(seal, next(file, None))
            for beyond in file:
                number = beyond.seal.number
                raise Bad(f"seal {number} stands in the checkpoint file and not in the table: the table was cut")
            for number in sorted(set(self.expected) - set(range(1, self.report.seals + 1))):
                raise Bad(f"seal {number}, which you hold, is in neither place: both were cut")
            self._unsealed()
            if self.report.backdated:
                raise Bad(self.report.backdated[0])
        except Bad as bad:
            self.report.bad = str(bad)
        return self.report

    def _pair(self, seal: Seal, checkpoint: Checkpoint | None) -> None:
        number = self.report.seals + 1
        if seal.number != number:
            raise Bad(f"seal {number} is missing from the table: deleted or renumbered")
        if checkpoint is None:
            raise Bad(f"seal {number} is missing from the checkpoint file: the file was cut")
        wrong = self.keys.check(checkpoint.seal)
        if wrong or checkpoint.seal.number != number:
            raise Bad(f"checkpoint file, line {number}: {wrong or 'out of order'}")
        if seal != checkpoint.seal:
            raise Bad(f"seal {number} in the table is not the one in the checkpoint file: the table was altered")
        if self.last and seal.previous != self.last.digest:
            raise Bad(f"seal {number} does not follow seal {number - 1}: the chain is broken")
        if self.expected.get(number, seal.digest) != seal.digest:
            raise Bad(f"seal {number} is not the one you hold: the trail was replaced")
        self._lines(seal, checkpoint)
        self.last = seal
        self.emptied = seal if len(seal.seqs) < BATCH else self.emptied
        self.report.seals, self.report.lines = number, self.report.lines + len(seal.seqs)
        self.report.newest_sealed_at, self.report.newest_digest = seal.sealed_at, seal.digest

    def _lines(self, seal: Seal, checkpoint: Checkpoint) -> None:
        leaves, moments = leaves_of(self.cursor, seal)
        hints = [leaf.hex()[:HINT] for leaf in leaves]
        whole = merkle_root(leaves).hex() == seal.root
        if whole and checkpoint.leaves != tuple(hints):
            raise Bad(f"checkpoint file, line {seal.number}: altered")
        for seq, hint, kept in zip(seal.seqs, hints, checkpoint.leaves, strict=False):
            if hint != kept:
                raise Bad(f"line {seq} was altered (seal {seal.number})")
        if not whole:
            raise Bad(f"a line of seal {seal.number} was altered ({seal.seqs[0]} to {seal.seqs[-1]})")
        for seq in seal.seqs:
            if seq in self.sealed:
                raise Bad(f"line {seq} is sealed twice, again by seal {seal.number}")
            self.sealed.add(seq)
        for seq, moment in zip(seal.seqs, moments, strict=True):
            self._dated(seq, moment)

    def _dated(self, seq: int, moment: str) -> None:
        seal = self.emptied
        if seal is None:
            return
        before = dt.datetime.strptime(seal.sealed_at, STAMP) - BACKDATED  # noqa: DTZ007 - both are UTC
        if moment < before.strftime(STAMP):
            self.report.backdated.append(
                f"line {seq} says {moment}, but seal {seal.number} of {seal.sealed_at} was made without it:"
                " inserted afterwards, or the server's clock was set back (then pass --clock-was-set-back)"
            )

    def _unsealed(self) -> None:
        """Lines in no seal must be new: of transactions that ended after the newest seal, and that happened."""
        self.cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        beyond = self.cursor.fetchone()[0]
        below = self.last.xid_below if self.last else 0
        restarted = beyond < below  # the cluster was restored from a dump: its transactions count from the start
        if restarted:
            self.report.remarks.append("transaction numbers have restarted: the cluster was restored from a dump")
        last = None
        while True:
            sql = f"SELECT e.seq, e.xid, {MOMENT.format('e.at')} FROM access_event e"  # noqa: S608 - fixed text
            where = "" if last is None else " WHERE e.seq > %s"
            self.cursor.execute(f"{sql}{where} ORDER BY e.seq LIMIT 20000", [] if last is None else [last])
            rows = self.cursor.fetchall()
            for seq, xid, moment in rows:
                last = seq
                if seq in self.sealed:
                    continue
                if not restarted and not below <= xid < beyond:
                    raise Bad(f"line {seq} is in no seal, though seal {self.report.seals} was made after it: inserted")
                self.report.unsealed += 1
                self._dated(seq, moment)
            if not rows:
                return


def verify(
    cursor: Any, data: bytes, keys: Keys, expected: dict[int, str] | None = None, *, clock_was_set_back: bool = False
) -> Report:
    """Check table and file (``data``) against each other; ``expected`` holds digests known from elsewhere.

    The cursor's transaction must hold one snapshot, taken while no seal was being made (see ``snapshot``).

    Raises:
        NotChecked: the cursor's role cannot read every line.
    """
    cursor.execute(
        "SELECT row_security_active('access_event') AND NOT EXISTS (SELECT 1 FROM pg_roles"
        " WHERE rolname = 'throughcare_worker' AND pg_has_role(current_user, oid, 'USAGE'))"
    )
    if cursor.fetchone()[0]:
        raise NotChecked("this database role cannot read the whole trail: use the worker's or the backup's")
    report = Check(cursor, keys, expected or {}).run(data)
    if clock_was_set_back and report.backdated and report.bad == report.backdated[0]:
        report.bad = None
        report.remarks.append(f"{len(report.backdated)} lines are older than the seal before them, as you expected")
    return report


def snapshot(cursor: Any, read: Callable[[], bytes]) -> bytes:
    """Begin a transaction of one snapshot and read the file, both while no seal is being made (autocommit is on)."""
    cursor.execute("SELECT pg_advisory_lock_shared(%s)", [LOCK])
    try:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT count(*) FROM access_seal WHERE number = 1")
        return read()
    finally:
        cursor.execute("SELECT pg_advisory_unlock_shared(%s)", [LOCK])


def read_file(path: pathlib.Path) -> bytes:
    """The checkpoint file's bytes; none when there is no file yet. Raises NotChecked when it cannot be read."""
    try:
        return path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise NotChecked(f"the checkpoint file cannot be read: {error.strerror}") from error


def held(pairs: Iterable[str]) -> dict[int, str]:
    """``NUMBER:DIGEST`` pairs as a mapping; raises NotChecked for anything else."""
    split = [pair.partition(":") for pair in pairs]
    if any(not number.isdecimal() or len(digest) != 64 for number, _colon, digest in split):
        raise NotChecked("a checkpoint you hold is given as NUMBER:DIGEST")
    return {int(number): digest for number, _colon, digest in split}


def main(arguments: Sequence[str] | None = None) -> int:
    """Check from the command line."""
    parser = argparse.ArgumentParser(description="Checks that the trail is what was sealed.")
    parser.add_argument("--database", required=True, help="address of the database, as a role that reads every line")
    parser.add_argument("--checkpoints", required=True, type=pathlib.Path, help="the checkpoint file, trail.jsonl")
    parser.add_argument("--public-key", required=True, action="append", help="base64; may be given again")
    parser.add_argument("--expect", action="append", default=[], help="NUMBER:DIGEST of a checkpoint you hold")
    parser.add_argument("--clock-was-set-back", action="store_true")
    given = parser.parse_args(arguments)
    import psycopg2  # any driver of the DB-API would do

    connection = psycopg2.connect(given.database)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            data = snapshot(cursor, lambda: read_file(given.checkpoints))
            keys, expected = Keys(given.public_key), held(given.expect)
            report = verify(cursor, data, keys, expected, clock_was_set_back=given.clock_was_set_back)
    except NotChecked as reason:
        sys.stderr.write(f"NOT CHECKED: {reason}\n")
        return 2
    finally:
        connection.close()
    sys.stdout.write("\n".join(report.sentences()) + "\n")
    return 1 if report.bad else 0


if __name__ == "__main__":
    sys.exit(main())
