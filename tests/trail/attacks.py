"""What somebody who owns the database, and perhaps the checkpoint file too, might do to the trail."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from access.verifier import COLUMNS, Checkpoint, Seal, key_id, leaf_hash, leaves_of, merkle_root, seals_in

OTHER = {
    "at": "at - interval '1 microsecond'", "xid": "xid + 1", "operation": "'collect'", "verb": "verb || '.'",
    "user_id": "gen_random_uuid()", "membership_id": "gen_random_uuid()", "agency_id": "gen_random_uuid()",
    "partnership_id": "gen_random_uuid()", "kind": "'case'", "subjects": "subjects || gen_random_uuid()",
    "case_id": "NULL", "tier": "coalesce(tier, 0) + 1", "recipients": "recipients || gen_random_uuid()",
    "ground": "'emergency'", "reason": "reason || ' '", "detail": "detail || '{\"rows\": 24}'", "seq": "seq + 1000000",
}  # fmt: skip
SEAL_OTHER = {
    "sealed_at": "sealed_at + interval '1 second'", "xid_below": "xid_below + 1", "root": "reverse(root)",
    "previous": "reverse(previous)", "digest": "reverse(digest)", "key_id": "reverse(key_id)",
    "signature": "reverse(signature)", "seqs": "seqs[1:cardinality(seqs) - 1]", "number": "number + 100",
}  # fmt: skip


@dataclass(slots=True)
class Scene:
    """The attacker's hands on both places: a superuser's cursor in a transaction, and the lines of the file."""

    cursor: Any
    file: list[bytes]
    dice: random.Random
    victim: int = 0

    def sql(self, text: str, values: Any = None) -> list[Any]:
        self.cursor.execute(text, values)
        return self.cursor.fetchall() if self.cursor.description else []

    def seals(self) -> list[Seal]:
        return list(seals_in(self.cursor))

    def any_line(self) -> int:
        """A random sealed line, remembered as the one that the verifier should name."""
        self.victim = self.dice.choice([seq for seal in self.seals() for seq in seal.seqs])
        return self.victim

    def any_seal(self) -> Seal:
        return self.dice.choice(self.seals())


def forge(scene: Scene, start: int, *, key: Ed25519PrivateKey | None, file_too: bool) -> None:
    """Make every seal from ``start`` on again over the lines as they are now; without our key, or with another."""
    previous: str | None = None
    for seal in scene.seals():
        if seal.number < start:
            previous = seal.digest
            continue
        leaves = leaves_of(scene.cursor, seal)[0]
        name = key_id(key.public_key().public_bytes_raw()) if key else seal.key_id
        made = replace(seal, root=merkle_root(leaves).hex(), previous=previous or seal.previous, key_id=name)
        digest = made.expected_digest()
        signature = key.sign(bytes.fromhex(digest)).hex() if key else seal.signature
        made = replace(made, digest=digest, signature=signature)
        scene.sql(
            "UPDATE access_seal SET root = %s, previous = %s, digest = %s, key_id = %s, signature = %s"
            " WHERE number = %s",
            [made.root, made.previous, digest, name, signature, seal.number],
        )
        if file_too:
            hints = tuple(leaf.hex()[:16] for leaf in leaves)
            scene.file[seal.number - 1] = Checkpoint(made, hints).as_bytes()
        previous = digest


def edit(column: str) -> Callable[[Scene], None]:
    def attack(scene: Scene) -> None:
        scene.sql(f"UPDATE access_event SET {column} = {OTHER[column]} WHERE seq = %s", [scene.any_line()])

    return attack


def edit_seal(column: str) -> Callable[[Scene], None]:
    def attack(scene: Scene) -> None:
        number = scene.any_seal().number
        scene.sql(f"UPDATE access_seal SET {column} = {SEAL_OTHER[column]} WHERE number = %s", [number])

    return attack


def delete_line(scene: Scene) -> None:
    scene.sql("DELETE FROM access_event WHERE seq = %s", [scene.any_line()])


def delete_line_and_its_number_in_the_seal(scene: Scene) -> None:
    seq = scene.any_line()
    scene.sql("DELETE FROM access_event WHERE seq = %s", [seq])
    scene.sql("UPDATE access_seal SET seqs = array_remove(seqs, %s)", [seq])


def delete_and_forge(scene: Scene) -> None:
    delete_line_and_its_number_in_the_seal(scene)
    forge(scene, 1, key=None, file_too=True)


def use_the_number_again(scene: Scene) -> None:
    seq = scene.any_line()
    scene.sql("DELETE FROM access_event WHERE seq = %s", [seq])
    copy_line(scene, seq=str(seq), kind="'case'", source=seq + 1 if seq < 100 else seq - 1)


def copy_line(scene: Scene, *, source: int, **columns: str) -> None:
    """Insert a copy of line ``source`` with other values in some columns (SQL)."""
    values = ", ".join(columns.get(name, name) for name in COLUMNS)
    names = ", ".join(COLUMNS)
    scene.sql(
        f"INSERT INTO access_event ({names}) OVERRIDING SYSTEM VALUE SELECT {values} FROM access_event WHERE seq = %s",
        [source],
    )


def insert_into_the_past(scene: Scene) -> None:
    copy_line(scene, source=scene.any_line(), seq="500000")
    scene.victim = 500000


def insert_with_an_unused_number(scene: Scene) -> None:
    copy_line(scene, source=scene.any_line(), seq="-7")
    scene.victim = -7


def insert_backdated(scene: Scene) -> None:
    """With a transaction number of today, so that only the moment is a lie."""
    now = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1"
    copy_line(scene, source=scene.any_line(), seq="500001", xid=now, at="at - interval '3 days'")
    scene.victim = 500001


def insert_from_a_transaction_that_never_was(scene: Scene) -> None:
    copy_line(scene, source=scene.any_line(), seq="500002", xid="xid + 900000000")
    scene.victim = 500002


def double_a_line(scene: Scene) -> None:
    scene.sql("ALTER TABLE access_event DROP CONSTRAINT access_event_pkey")
    copy_line(scene, source=scene.any_line(), ground="'companion'")


def swap_two_lines(scene: Scene) -> None:
    one, two = scene.dice.sample([seq for seal in scene.seals() for seq in seal.seqs], 2)
    for seq, to in ((one, 900001), (two, one), (900001, two)):
        scene.sql("UPDATE access_event SET seq = %s WHERE seq = %s", [to, seq])


def swap_neighbours(scene: Scene) -> None:
    seal = scene.any_seal()
    at = scene.dice.randrange(len(seal.seqs) - 1)
    one, two = seal.seqs[at : at + 2]
    for seq, to in ((one, 900001), (two, one), (900001, two)):
        scene.sql("UPDATE access_event SET seq = %s WHERE seq = %s", [to, seq])


def reorder_within_a_seal(scene: Scene) -> None:
    seal = scene.any_seal()
    scene.sql("UPDATE access_seal SET seqs = %s WHERE number = %s", [list(reversed(seal.seqs)), seal.number])


def swap_two_seals(scene: Scene) -> None:
    one, two = scene.dice.sample(range(1, len(scene.file) + 1), 2)
    for number, to in ((one, 900001), (two, one), (900001, two)):
        scene.sql("UPDATE access_seal SET number = %s WHERE number = %s", [to, number])


def cut(lines: int) -> Callable[[Scene], None]:
    def attack(scene: Scene) -> None:
        sealed = sorted((seq for seal in scene.seals() for seq in seal.seqs), reverse=True)
        scene.sql("DELETE FROM access_event WHERE seq >= %s", [sealed[min(lines, len(sealed)) - 1]])
        scene.sql("DELETE FROM access_seal WHERE seqs && %s::bigint[]", [sealed[:lines]])

    return attack


def cut_the_seals_alone(scene: Scene) -> None:
    scene.sql("DELETE FROM access_seal WHERE number >= %s", [scene.any_seal().number])


def delete_a_seal_in_the_middle(scene: Scene) -> None:
    scene.sql("DELETE FROM access_seal WHERE number = 2")


def empty_everything(scene: Scene) -> None:
    scene.sql("DELETE FROM access_event")
    scene.sql("DELETE FROM access_seal")


def rehash_the_suffix(scene: Scene) -> None:
    seq = scene.any_line()
    scene.sql("UPDATE access_event SET case_id = gen_random_uuid() WHERE seq = %s", [seq])
    forge(scene, next(seal.number for seal in scene.seals() if seq in seal.seqs), key=None, file_too=False)


def rehash_the_suffix_in_both_places(scene: Scene) -> None:
    seq = scene.any_line()
    scene.sql("UPDATE access_event SET user_id = gen_random_uuid() WHERE seq = %s", [seq])
    forge(scene, next(seal.number for seal in scene.seals() if seq in seal.seqs), key=None, file_too=True)


def sign_the_suffix_with_another_key(scene: Scene) -> None:
    scene.sql("UPDATE access_event SET user_id = gen_random_uuid() WHERE seq = %s", [scene.any_line()])
    forge(scene, scene.dice.randint(1, 4), key=Ed25519PrivateKey.generate(), file_too=True)


def replace_the_whole_trail(scene: Scene) -> None:
    scene.sql("UPDATE access_event SET user_id = gen_random_uuid(), case_id = NULL")
    forge(scene, 1, key=Ed25519PrivateKey.generate(), file_too=True)


def flip_a_byte_of_the_file(scene: Scene) -> None:
    data = bytearray(b"".join(scene.file))
    at = scene.dice.randrange(len(data) - 1)
    data[at] ^= 1 << scene.dice.randrange(7)
    scene.file = [bytes(data)]


def drop_a_line_of_the_file(scene: Scene) -> None:
    del scene.file[scene.dice.randrange(len(scene.file))]


def shorten_the_file(scene: Scene) -> None:
    data = b"".join(scene.file)
    scene.file = [data[: scene.dice.randrange(len(data))]]


def empty_the_file(scene: Scene) -> None:
    scene.file = []


def swap_lines_of_the_file(scene: Scene) -> None:
    one, two = scene.dice.sample(range(len(scene.file)), 2)
    scene.file[one], scene.file[two] = scene.file[two], scene.file[one]


def replay_a_line_of_the_file(scene: Scene) -> None:
    scene.file.insert(scene.dice.randrange(1, len(scene.file) + 1), scene.dice.choice(scene.file[:-1]))


def change_a_hint_of_the_file(scene: Scene) -> None:
    at = scene.dice.randrange(len(scene.file))
    checkpoint = Checkpoint.from_bytes(scene.file[at].rstrip(b"\n"))
    leaves = (leaf_hash(b"")[:8].hex(), *checkpoint.leaves[1:])
    scene.file[at] = Checkpoint(checkpoint.seal, leaves).as_bytes()


NAMING = {
    **{f"edit_{column}": edit(column) for column in COLUMNS if column != "seq"},
    "renumber": edit("seq"), "delete": delete_line, "insert_into_the_past": insert_into_the_past,
    "insert_with_an_unused_number": insert_with_an_unused_number, "insert_backdated": insert_backdated,
    "insert_from_the_future": insert_from_a_transaction_that_never_was, "double": double_a_line,
    "use_the_number_again": use_the_number_again,
}  # fmt: skip
"""Attacks after which the verifier names the very line."""

OTHERS = {
    **{f"edit_seal_{column}": edit_seal(column) for column in SEAL_OTHER},
    **{f"cut_{lines}": cut(lines) for lines in (1, 30, 129, 10_000)},
    **{
        attack.__name__: attack
        for attack in (
            delete_line_and_its_number_in_the_seal, delete_and_forge, swap_two_lines, swap_neighbours,
            reorder_within_a_seal, swap_two_seals, cut_the_seals_alone, delete_a_seal_in_the_middle, empty_everything,
            rehash_the_suffix, rehash_the_suffix_in_both_places, sign_the_suffix_with_another_key,
            replace_the_whole_trail, flip_a_byte_of_the_file, drop_a_line_of_the_file, shorten_the_file,
            empty_the_file, swap_lines_of_the_file, replay_a_line_of_the_file, change_a_hint_of_the_file,
        )
    },
}  # fmt: skip
