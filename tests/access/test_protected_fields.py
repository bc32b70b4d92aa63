"""What lets someone be found is unreadable in the database, bound to its place, and found only by its blind index."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from access.fields import ProtectedValueBroken, blind_index, seal, unseal
from casework.models import ContactPoint, Person
from devstack.testing import backstage
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
ADDRESS = "4 Harbour Row, Quayhollow"


def stored(table: Any, column: Any, key: Any) -> Any:
    with backstage(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [key])
        return cursor.fetchone()[0]


def point(person: Any) -> Any:
    with backstage():
        row = ContactPoint(person=person, kind="address", value=ADDRESS, valid_from=timezone.now())
        row.save(force_insert=True)
    return row


def test_the_database_never_sees_the_words() -> None:
    row = point(PersonFactory())
    raw = stored("casework_contactpoint", "value", row.pk)
    assert "Harbour" not in raw
    assert raw.startswith("k1:")
    with backstage():
        assert ContactPoint.objects.unguarded(because="test").get(pk=row.pk).value == ADDRESS


def test_a_value_moved_to_another_person_is_refused() -> None:
    mine, theirs = point(PersonFactory()), point(PersonFactory())
    with backstage(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE casework_contactpoint SET value = (SELECT value FROM casework_contactpoint WHERE id = %s)"
            " WHERE id = %s",
            [mine.pk, theirs.pk],
        )
        moved = ContactPoint.objects.unguarded(because="test").get(pk=theirs.pk)
    with pytest.raises(ProtectedValueBroken):
        _ = moved.value


def test_an_older_key_on_the_ring_still_opens_and_the_first_one_seals(settings: Any) -> None:
    person = PersonFactory()
    old = seal("secret", "t", person.pk, "c")
    name, key = settings.FIELD_KEYS.split(":", 1)
    settings.FIELD_KEYS = f"k2:{key[::-1][key.count('=') :]}{'=' * key.count('=')},{name}:{key}"
    assert unseal(old, "t", person.pk, "c") == "secret"
    assert seal("secret", "t", person.pk, "c").startswith("k2:")
    settings.FIELD_KEYS = settings.FIELD_KEYS.split(",")[0]
    with pytest.raises(ProtectedValueBroken):
        unseal(old, "t", person.pk, "c")


def test_comparing_in_sql_is_refused_and_the_blind_index_finds() -> None:
    with pytest.raises(TypeError):
        Person.objects.unguarded(because="test").filter(national_number="x").exists()
    assert blind_index("0101 90-123", "n") == blind_index("010190-123 ", "n")
    assert blind_index("010190-123", "n") != blind_index("010190-124", "n")
