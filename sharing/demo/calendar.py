"""Days, moments and keys of the demonstration: the same for everybody who loads it on the same day."""

import datetime as dt
import random
import uuid

from django.db import connection
from django.utils import timezone

SEED = 20  # any number; another one gives other moments, keys and readers


def today_of_the_database() -> dt.date:
    """Return the local day by the database's clock, which judges what runs: places, agreements, memberships.

    By another clock than that the stories would be told of people who are not there any more, or not yet.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        return timezone.localdate(cursor.fetchone()[0])


class Calendar:
    """Reckons from ``today`` and draws from one seeded source, so that a day's loads are equal."""

    def __init__(self, today: dt.date | None = None) -> None:
        self.today = today or today_of_the_database()
        self.chance = random.Random(SEED)  # noqa: S311  # nosec B311 - nothing here is a secret

    def day(self, offset: int) -> dt.date:
        """Return the local date ``offset`` days from today."""
        return self.today + dt.timedelta(days=offset)

    def begin(self, offset: int) -> dt.datetime:
        """Return the first moment of that local day."""
        return timezone.make_aware(dt.datetime.combine(self.day(offset), dt.time.min))

    def at(self, offset: int, hour: int, minute: int = 0) -> dt.datetime:
        """Return a moment of that local day."""
        return timezone.make_aware(dt.datetime.combine(self.day(offset), dt.time(hour, minute)))

    def office_hour(self, offset: int) -> dt.datetime:
        """Return a drawn moment between 8:00 and 17:59 of that day, or of the Friday before a weekend."""
        weekday = self.day(offset).weekday()
        offset -= max(0, weekday - 4)  # Monday is 0
        return self.at(offset, self.chance.randint(8, 17), self.chance.randint(0, 59))

    def key(self) -> uuid.UUID:
        """Return the next key; drawn, so that the same row has the same key in every load of a day."""
        return uuid.UUID(int=self.chance.getrandbits(128), version=4)
