"""Sealing: every committed line exactly once, in whatever order it was committed; no file, no seal."""

import json
import os
import threading
from typing import Any

import pytest

from access.sealing import SealingStopped, seal_when_full
from access.verifier import BATCH, COLUMNS, leaf_hash, merkle_root
from devstack.databases import SUPERUSER, WORKER

# The tree heads of the reference test of Certificate Transparency (RFC 6962), for the first 1 to 8 of these leaves.
LEAVES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
HEADS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize("count", HEADS)
def test_tree_heads_are_those_of_certificate_transparency(count: int) -> None:
    leaves = [leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES[:count]]
    assert merkle_root(leaves).hex() == HEADS[count]


def sealed_seqs(database: Any) -> list[int]:
    return [seq for (seqs,) in database.sql("SELECT seqs FROM access_seal ORDER BY number") for seq in seqs]


def all_seqs(database: Any) -> list[int]:
    return [seq for (seq,) in database.sql("SELECT seq FROM access_event ORDER BY seq")]


def test_every_column_is_sealed(trail: Any) -> None:
    """A column that a later migration adds must be added to the canonical bytes too."""
    found = trail.sql("SELECT column_name FROM information_schema.columns WHERE table_name = 'access_event'")
    assert sorted(COLUMNS) == sorted(name for (name,) in found)


def test_a_clean_trail_is_clean_and_says_how_far_it_reaches(trail: Any) -> None:
    report = trail.check()
    assert report.bad is None
    assert (report.seals, report.lines, report.unsealed) == (4, 130, 3)
    newest = trail.sql("SELECT max(sealed_at) FROM access_seal")[0][0]
    assert report.newest_sealed_at == newest.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert any("3 lines are not sealed yet" in sentence for sentence in report.sentences())
    assert not report.remarks


def test_an_empty_trail_is_clean(trail_database: Any) -> None:
    database = trail_database()
    assert database.seal() == 0
    report = database.check()
    assert (report.bad, report.seals, report.unsealed) == (None, 0, 0)


def test_a_seal_holds_at_most_a_batch_and_one_transaction_may_fill_several(trail_database: Any) -> None:
    database = trail_database()
    database.append(1, 2 * BATCH + 30)
    database.append(20, 1)
    assert database.seal() == 2 * BATCH + 50
    sizes = [size for (size,) in database.sql("SELECT cardinality(seqs) FROM access_seal ORDER BY number")]
    assert sizes == [BATCH, BATCH, 50]
    database.append(7)
    assert database.seal() == 7
    assert sorted(sealed_seqs(database)) == all_seqs(database)
    assert database.check().bad is None


def test_a_load_of_old_moments_that_fills_several_seals_is_no_lie(trail_database: Any) -> None:
    database = trail_database()
    database.append(1, BATCH + 30)
    database.sql("SET session_replication_role = replica; UPDATE access_event SET at = at - interval '100 days'")
    assert database.seal() == BATCH + 30
    assert database.check().bad is None
    database.append(3)
    assert database.seal() == 3
    assert database.check().bad is None


def test_a_full_batch_is_sealed_before_its_time_and_less_is_not(trail_database: Any) -> None:
    database = trail_database()
    database.append(1, BATCH - 1)
    database.let_neighbours_end()
    with database.as_worker():
        assert seal_when_full() == 0
    database.append(1)
    database.let_neighbours_end()
    with database.as_worker():
        assert seal_when_full() == BATCH


def test_lines_committed_out_of_order_are_sealed_exactly_once(trail_database: Any) -> None:
    database = trail_database()
    with database.connected(WORKER, autocommit=False) as slow, slow.cursor() as cursor:
        database.write(cursor, 5)  # the lowest numbers, committed last
        database.append(20)
        assert database.seal() == 0  # nothing is certain while the older transaction runs
        database.append(3)
        slow.commit()
    assert database.seal() == 28
    assert database.seal() == 0
    assert sorted(sealed_seqs(database)) == all_seqs(database)
    assert database.check().bad is None


def test_a_rolled_back_line_leaves_a_gap_and_no_alarm(trail_database: Any) -> None:
    database = trail_database()
    database.append(4)
    with database.connected(WORKER, autocommit=False) as own, own.cursor() as cursor:
        database.write(cursor, 3)
        own.rollback()
    database.append(4)
    assert database.seal() == 8
    assert database.check().bad is None


def test_writers_and_sealers_at_the_same_time_seal_every_line_once(trail_database: Any) -> None:
    database = trail_database()

    def writer(number: int) -> None:
        with database.connected(WORKER, autocommit=False) as own, own.cursor() as cursor:
            for turn in range(25):
                database.write(cursor, 1 + (turn + number) % 3)
                (own.rollback if turn % 7 == 6 else own.commit)()

    threads = [threading.Thread(target=writer, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        database.seal()
        assert database.check().bad is None
    for thread in threads:
        thread.join()
    database.seal()
    seqs = sealed_seqs(database)
    assert len(seqs) == len(set(seqs))
    assert sorted(seqs) == all_seqs(database)
    assert database.check().unsealed == 0


def test_only_one_sealer_works_at_a_time(trail: Any) -> None:
    with trail.connected(WORKER) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [0x7472_6169_6C00])
        assert trail.seal() == 0
    assert trail.seal() == 3


def test_without_the_file_there_is_no_seal(trail: Any) -> None:
    trail.append(5)
    before = trail.sql("SELECT count(*) FROM access_seal")
    content = trail.file.read_bytes()
    trail.file.unlink()
    trail.file.mkdir()
    with pytest.raises(SealingStopped, match="cannot be read"):
        trail.seal()
    assert trail.sql("SELECT count(*) FROM access_seal") == before
    trail.file.rmdir()
    trail.file.write_bytes(content)
    assert trail.seal() == 8


def test_a_full_disk_leaves_both_places_as_they_were(trail: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    content, write = trail.file.read_bytes(), os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:40]))
    with pytest.raises(SealingStopped, match="no space left"):
        trail.seal()
    monkeypatch.undo()
    assert trail.file.read_bytes() == content
    assert trail.check().unsealed == 3
    assert trail.seal() == 3
    assert trail.check().bad is None


def test_an_unfinished_line_of_a_killed_writer_is_no_alarm_and_is_cut_off(trail: Any) -> None:
    with trail.file.open("ab") as file:
        file.write(b'{"digest":"00')
    report = trail.check()
    assert report.bad is None
    assert "unfinished" in report.remarks[0]
    assert trail.seal() == 3
    assert trail.check().bad is None
    assert all(json.loads(line) for line in trail.file.read_bytes().splitlines())


def test_a_checkpoint_written_to_the_file_alone_is_taken_into_the_table(trail: Any) -> None:
    """The worker was killed between the file and the commit."""
    assert trail.seal() == 3
    trail.sql("SET session_replication_role = replica; DELETE FROM access_seal WHERE number = 5")
    assert "not in the table" in str(trail.check().bad)
    trail.append(2)
    assert trail.seal() == 5
    assert trail.check().bad is None
    assert trail.check().lines == 135


def test_no_seal_over_places_that_disagree(trail: Any) -> None:
    trail.append(1)
    content = trail.file.read_bytes()
    trail.file.write_bytes(b"".join(content.splitlines(keepends=True)[:-1]))
    with pytest.raises(SealingStopped, match="verify_trail"):
        trail.seal()
    trail.file.write_bytes(content)
    trail.sql("SET session_replication_role = replica; DELETE FROM access_seal WHERE number > 2")
    with pytest.raises(SealingStopped, match="fewer seals"):
        trail.seal()


def test_keys_that_are_not_a_pair_stop_the_sealer(trail: Any) -> None:
    trail.settings.TRAIL_PUBLIC_KEY = "A" * 43 + "="
    with pytest.raises(SealingStopped, match="not a pair"):
        trail.seal()
    trail.settings.TRAIL_SIGNING_KEY = ""
    with pytest.raises(SealingStopped, match="not set"):
        trail.seal()


def test_after_a_restore_transaction_numbers_restart_and_sealing_goes_on(trail: Any) -> None:
    """As in a new cluster: what is sealed says numbers far beyond those of today."""
    with trail.connected(SUPERUSER) as own, own.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        today = cursor.fetchone()[0]
    trail_of_old = trail.sql(
        "SELECT count(*) FROM access_event WHERE seq <> ALL (SELECT unnest(seqs) FROM access_seal)"
    )
    assert trail_of_old == [(3,)]
    # Lines not yet sealed come from the old cluster as well; the seals were made there.
    trail.sql(
        "SET session_replication_role = replica;"
        "UPDATE access_event SET xid = xid + 5000000 WHERE seq <> ALL (SELECT unnest(seqs) FROM access_seal)"
    )
    restored = _resign_with_bound(trail, today + 4_000_000)
    assert restored == 4
    report = trail.check()
    assert report.bad is None, report.bad
    assert "restarted" in report.remarks[0]
    trail.append(6)
    assert trail.seal() == 9
    trail.append(2)
    assert trail.seal() == 2
    assert trail.check().bad is None
    assert trail.check().unsealed == 0
    seqs = sealed_seqs(trail)
    assert sorted(seqs) == all_seqs(trail)
    assert len(seqs) == len(set(seqs))


def _resign_with_bound(trail: Any, below: int) -> int:
    """Make the seals again as a cluster with higher transaction numbers would have made them."""
    from dataclasses import replace

    from access.sealing.sealer import Signer
    from access.verifier import Checkpoint, leaves_of, seals_in

    signer, lines, previous = Signer(), b"", "ab" * 32
    with trail.connected(SUPERUSER) as own, own.cursor() as cursor:
        for seal in list(seals_in(cursor)):
            bare = replace(seal, xid_below=below + seal.number, previous=previous)
            digest = bare.expected_digest()
            made = replace(bare, digest=digest, signature=signer.sign(digest))
            leaves = leaves_of(cursor, seal)[0]
            lines += Checkpoint(made, tuple(leaf.hex()[:16] for leaf in leaves)).as_bytes()
            previous = digest
            cursor.execute(
                "SET session_replication_role = replica; UPDATE access_seal SET xid_below = %s, previous = %s,"
                " digest = %s, signature = %s WHERE number = %s",
                [made.xid_below, made.previous, digest, made.signature, made.number],
            )
    trail.file.write_bytes(lines)
    return len(lines.splitlines())
