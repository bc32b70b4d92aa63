"""Loads the catalogue of signs, the reporting rules, and the events of the stories beside their words."""

import tomllib
from typing import Any

from casework.models import Exposure, Incident, ReportingRule, SignEntry, SignObservation
from sharing.demo.cast import FOLDER, Cast
from sharing.demo.contacts import read_events
from sharing.demo.notes import Written


def load_events(cast: Cast, written: list[Written]) -> int:
    """Load the catalogue and the reporting rules, then one row for every note of an event; return how many events."""
    entries = [_entry(cast, fact) for fact in read_events()["sign"]]
    SignEntry.objects.bulk_create(entries)
    ReportingRule.objects.bulk_create(
        ReportingRule(id=cast.calendar.key(), partnership=cast.partnership, **fact) for fact in read_rules()
    )
    catalogue = {entry.code: entry for entry in entries}
    incidents, exposures, signs = [], [], []
    for one in written:
        fact = one.facts.get("event")
        if fact is None:
            continue
        common: dict[str, Any] = {"id": cast.calendar.key(), "case": one.note.case, "note": one.note}
        setting = fact.get("setting", "community")
        if fact["what"] == "incident":
            incidents.append(Incident(**common, kind=fact["kind"], setting=setting))
        elif fact["what"] == "exposure":
            exposures.append(
                Exposure(
                    **common, by=fact["who"], offer=fact["offer"], response=fact["response"], setting=setting,
                    counter_offer=fact.get("counter", ""),
                )
            )  # fmt: skip
        else:
            signs.append(SignObservation(**common, entry=catalogue[fact["code"]]))
    Incident.objects.bulk_create(incidents)
    Exposure.objects.bulk_create(exposures)
    SignObservation.objects.bulk_create(signs)
    return len(incidents) + len(exposures) + len(signs)


def read_rules() -> list[dict[str, Any]]:
    """Return the reporting rules of the demonstration."""
    known: list[dict[str, Any]] = tomllib.loads((FOLDER / "rules.toml").read_text(encoding="utf-8"))["rule"]
    return known


def _entry(cast: Cast, fact: dict[str, Any]) -> SignEntry:
    return SignEntry(
        id=cast.calendar.key(), partnership=cast.partnership, code=fact["code"], sign_class=fact["class"],
        label=fact["label"], guidance=fact.get("guidance", ""), is_belief=fact.get("belief", False),
        is_active=fact.get("active", True),
    )  # fmt: skip
