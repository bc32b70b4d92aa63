"""Reporting rules: kept by coordinators, read by all of the partnership, shown beside the forms where people write."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from casework.models import ReportingRule
from devstack.testing import backstage
from tests.casework.doors import page
from tests.cast import acting
from tests.factories import ReportingRuleFactory

RULE = {
    "situation": "Somebody threatens a named person", "channel": "duty_report", "recipient": "Police duty desk",
    "within": "now", "pass_on": "Who and where.", "places": ["note", "contact"], "is_active": "on",
}  # fmt: skip


def rules() -> list[ReportingRule]:
    with backstage():
        return list(ReportingRule.objects.unguarded(because="test").order_by("situation"))


def test_a_rule_stands_beside_the_forms_that_were_chosen(world: Any, browse: Any) -> None:
    assert browse(world.coordinator).post("/rules/new/", RULE).status_code == 303
    case = f"/cases/{world.case.reference}"
    for path, shown in (
        (f"{case}/notes/new/", True), (f"{case}/contacts/new/", True), (f"{case}/events/incident/", False),
    ):  # fmt: skip
        text = page(browse(world.officer), path)
        assert (RULE["situation"] in text) is shown, path
        assert ("Must this go further?" in text) is shown, path
    assert (
        reverse("duty_new", args=[world.case.reference])
        in page(browse(world.officer), f"{case}/notes/new/").partition("<main")[2]
    )
    assert "Police duty desk" in page(browse(world.mentor), "/rules/")


def test_a_rule_out_of_use_is_listed_and_stands_beside_no_form(world: Any, browse: Any) -> None:
    rule = ReportingRuleFactory(partnership=world.partnership, situation="Old rule")
    client = browse(world.coordinator)
    changed = {**RULE, "situation": "Old rule", "version": "1"}
    changed.pop("is_active")
    assert client.post(f"/rules/{rule.pk}/", changed).status_code == 303
    text = page(client, "/rules/")
    assert "Old rule" in text
    assert "Not in use" in text
    assert "Old rule" not in page(browse(world.officer), f"/cases/{world.case.reference}/notes/new/")


def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(world: Any, browse: Any) -> None:
    answer = browse(world.coordinator).post("/rules/new/", {**RULE, "places": [], "recipient": ""})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose at least one form beside which it stands" in text
    assert "Say who gets it" in text
    assert "Who and where." in text
    assert rules() == []


def test_one_situation_has_one_rule(world: Any, browse: Any) -> None:
    client = browse(world.coordinator)
    assert client.post("/rules/new/", RULE).status_code == 303
    again = client.post("/rules/new/", {**RULE, "recipient": "Somebody else"})
    assert again.status_code == 422
    assert "There is a rule for this situation already" in again.content.decode()
    assert [rule.recipient for rule in rules()] == ["Police duty desk"]


def test_two_coordinators_do_not_write_over_each_other(world: Any, browse: Any) -> None:
    rule = ReportingRuleFactory(partnership=world.partnership)
    client = browse(world.coordinator)
    assert client.post(f"/rules/{rule.pk}/", {**RULE, "version": "1"}).status_code == 303
    late = client.post(f"/rules/{rule.pk}/", {**RULE, "recipient": "Late", "places": ["sign"], "version": "1"})
    text = late.content.decode()
    assert late.status_code == 409
    assert "Somebody else changed this rule meanwhile" in text
    assert 'value="Late"' in text
    assert re.search(r'<input[^>]*value="sign"[^>]*checked', text)
    assert not re.search(r'<input[^>]*value="note"[^>]*name="places"[^>]*checked', text)
    assert rules()[0].recipient == "Police duty desk"
    assert client.post(f"/rules/{rule.pk}/", {**RULE, "recipient": "Late", "version": "2"}).status_code == 303


def test_the_rules_end_at_the_partnership(world: Any, browse: Any) -> None:
    rule = ReportingRuleFactory(partnership=world.partnership, situation="Ours alone")
    assert "Ours alone" not in page(browse(world.stranger), "/rules/")
    assert browse(world.stranger).get(f"/rules/{rule.pk}/").status_code in (403, 404)
    with acting(world.officer), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_reportingrule (id, version, partnership_id, situation, channel, recipient, within,"
            " pass_on, basis, places, is_active) VALUES (gen_random_uuid(), 1, %s, 'x', 'note', 'x', 'now', '', '',"
            " '{note}', true)",
            [str(world.partnership.pk)],
        )
