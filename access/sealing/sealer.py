"""The sealer: one at a time, as the worker's role; a checkpoint is in the file before it is in the table."""

import base64
import secrets
from dataclasses import replace
from pathlib import Path
from typing import Any

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection, transaction

from access.sealing.checkpoints import CheckpointFile, SealingStopped
from access.sealing.lines import Batch, full, next_batch
from access.verifier import (
    HINT,
    LOCK,
    MOMENT,
    SEAL_SQL,
    Bad,
    Checkpoint,
    Keys,
    Seal,
    key_id,
    leaf_hash,
    leaves_of,
    line_bytes,
    merkle_root,
)  # fmt: skip

log = structlog.get_logger("throughcare.access")
MOST = 400  # batches in one run; the next run goes on

_INSERT = """INSERT INTO access_seal (number, sealed_at, seqs, xid_below, root, previous, digest, key_id, signature)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"""


class Signer:
    """The worker's signing key, and the name of its public half."""

    def __init__(self) -> None:
        if not settings.TRAIL_SIGNING_KEY:
            raise SealingStopped("TRAIL_SIGNING_KEY is not set for this process")
        self.key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(settings.TRAIL_SIGNING_KEY))
        public = self.key.public_key().public_bytes_raw()
        given = settings.TRAIL_PUBLIC_KEY
        if given and base64.b64decode(given) != public:
            raise SealingStopped("TRAIL_SIGNING_KEY and TRAIL_PUBLIC_KEY are not a pair")
        self.name = key_id(public)
        self.keys = Keys([base64.b64encode(public).decode()])

    def sign(self, digest: str) -> str:
        """Ed25519 over the 32 bytes of the digest, hexadecimal."""
        return self.key.sign(bytes.fromhex(digest)).hex()


def seal_waiting() -> int:
    """Seal every line that waits, in batches; return how many lines were sealed (0 also while another one seals).

    Raises:
        SealingStopped: a key or the file is missing, or table and file disagree; nothing more was sealed.
    """
    signer, file = Signer(), CheckpointFile(Path(settings.CHECKPOINT_DIR))
    sealed = 0
    for _ in range(MOST):
        checkpoint = _seal_one(signer, file)
        if checkpoint is None:
            break
        seal = checkpoint.seal
        log.info("trail_sealed", checkpoint=f"{seal.number}:{seal.digest}", count=len(seal.seqs))
        sealed += len(seal.seqs)
    return sealed


def seal_when_full() -> int:
    """Seal when a whole batch waits; return how many lines were sealed. Raises like ``seal_waiting``."""
    with transaction.atomic(), connection.cursor() as cursor:
        waiting = full(cursor, _last(cursor))
    return seal_waiting() if waiting else 0


def _last(cursor: Any) -> Seal | None:
    cursor.execute(f"{SEAL_SQL} ORDER BY number DESC LIMIT 1")
    row = cursor.fetchone()
    if row is None:
        return None
    return Seal(row[0], row[1], tuple(int(seq) for seq in row[2].split(",")), row[3], *row[4:])


def _seal_one(signer: Signer, file: CheckpointFile) -> Checkpoint | None:
    """One checkpoint in one transaction; None when no line waits or another one is sealing."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return None
        last = _last(cursor)
        ahead = _ahead(file, last)
        if ahead is not None:
            _check_ahead(cursor, signer, last, ahead)
            _insert(cursor, ahead.seal)
            return ahead
        batch = next_batch(cursor, last)
        if not batch.rows:
            return None
        checkpoint = _make(cursor, signer, last, batch)
        _insert(cursor, checkpoint.seal)
        file.append(checkpoint)
        return checkpoint


def _ahead(file: CheckpointFile, last: Seal | None) -> Checkpoint | None:
    """The checkpoint that an interrupted sealer wrote to the file alone; both places agree up to it."""
    number = last.number if last else 0
    newest = file.newer_than(number)
    if last is not None:
        if not newest or newest[0].seal != last:
            raise SealingStopped("the checkpoint file does not hold the newest seal of the table: run verify_trail")
        newest = newest[1:]
    if len(newest) > 1:
        raise SealingStopped("the table holds fewer seals than the checkpoint file: run verify_trail")
    return newest[0] if newest else None


def _check_ahead(cursor: Any, signer: Signer, last: Seal | None, ahead: Checkpoint) -> None:
    """Refuse a checkpoint of the file that is not ours or that the lines of the table do not fit."""
    seal = ahead.seal
    try:
        root = merkle_root(leaves_of(cursor, seal)[0]).hex()
    except Bad as bad:
        raise SealingStopped(f"{bad}: run verify_trail") from None
    follows = last is None or seal.previous == last.digest
    if signer.keys.check(seal) or not follows or root != seal.root or seal.number != (last.number if last else 0) + 1:
        raise SealingStopped("the newest checkpoint of the file does not fit the table: run verify_trail")
    log.warning("checkpoint_adopted", checkpoint=f"{seal.number}:{seal.digest}")


def _make(cursor: Any, signer: Signer, last: Seal | None, batch: Batch) -> Checkpoint:
    cursor.execute(f"SELECT {MOMENT.format('clock_timestamp()')}")
    leaves = [leaf_hash(line_bytes(row)) for row in batch.rows]
    seal = Seal(
        number=last.number + 1 if last else 1,
        sealed_at=cursor.fetchone()[0],
        seqs=tuple(int(str(row[0])) for row in batch.rows),
        xid_below=batch.xid_below,
        root=merkle_root(leaves).hex(),
        previous=last.digest if last else secrets.token_hex(32),  # the first names this trail and no other
        key_id=signer.name,
    )
    digest = seal.expected_digest()
    signed = replace(seal, digest=digest, signature=signer.sign(digest))
    return Checkpoint(signed, tuple(leaf.hex()[:HINT] for leaf in leaves))


def _insert(cursor: Any, seal: Seal) -> None:
    places = [seal.number, seal.sealed_at, list(seal.seqs), seal.xid_below, seal.root, seal.previous]
    cursor.execute(_INSERT, [*places, seal.digest, seal.key_id, seal.signature])
