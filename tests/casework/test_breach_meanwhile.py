"""What somebody types about a breach stays with whom and what it is about, whatever others do meanwhile."""

from typing import Any

import pytest
from django.utils import timezone

from casework.models import CaseTeamMember, Condition, Decision, PositionTaken
from devstack.testing import backstage
from tests.casework.test_breach import CASE, act, all_of, explained, lay_order, one, started
from tests.casework.test_breach_court import TERM, decided


@pytest.fixture
def order(world: Any) -> Any:
    """The order of the cast's case."""
    return lay_order(world)


def test_a_view_stays_with_its_agency_when_the_team_changes_meanwhile(world: Any, browse: Any, order: Any) -> None:
    breach, client = explained(world, browse, order), browse(world.supervisor)
    form = client.get(f"{CASE}breach/{breach.pk}/propose/").context["form"]
    (name,) = [name for name in form.fields if form.fields[name].label == "View of Police Desk"]
    reason = name.replace("view", "reason")
    with backstage():  # the agency in front of the police, by name, leaves the team
        place = CaseTeamMember.objects.unguarded(because="test").get(membership=world.clinician)
        place.valid_to, place.version = timezone.now(), place.version + 1
        place.save()
    typed = {"proposal": "no_action", "reasons": "It is excused.", name: "dissents", reason: "He lies."}
    assert act(client, breach, "propose", **typed).status_code == 303
    position = one(PositionTaken, decision=one(Decision, breach=breach))
    assert (position.agency_id, position.view) == (world.police.pk, "dissents")


def test_the_courts_words_stay_with_their_term_when_another_is_proposed_meanwhile(
    world: Any, browse: Any, order: Any
) -> None:  # fmt: skip
    breach, client = started(world, browse, order, is_serious="on"), browse(world.supervisor)
    path = f"{CASE}breach/{breach.pk}/"
    term = {**TERM, "replaces": str(order.condition.pk)}
    assert browse(world.officer).post(f"{path}terms/new/", term).status_code == 303
    assert act(client, breach, "ask", delivery="letter").status_code == 303
    assert act(client, breach, "refer").status_code == 303
    assert act(client, breach, "heard").status_code == 303
    form = client.get(f"{path}outcome/").context["form"]
    (name,) = [name for name in form.fields if name.startswith("put_")]
    other = {"text": "Stays away from the harbour.", "category": "area", "function": "protection"}
    assert browse(world.officer).post(f"{path}terms/new/", other).status_code == 303
    assert decided(client, breach, "terms_changed", **{name: "Reports at six."}).status_code == 303
    old, new = sorted(all_of(Condition, order=order.order), key=lambda row: row.edition)
    assert (new.exact_text, new.category, new.replaces_id) == ("Reports at six.", old.category, old.pk)
