"""The directory and the page of one agency: who they are, what they may see and why, and for whom names are kept."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import timezone

from agencies.models import Agency, AgreementParty
from tests.agencies.helpers import change
from tests.factories import AgencyFactory, AgreementFactory, MembershipFactory, PositionFactory, agree

pytestmark = pytest.mark.django_db


def page(client: Any, address: Any, status: Any = 200) -> Any:
    """The text of a page, after checking its status."""
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_the_directory_lists_only_the_own_partnership_by_group(world: Any, browse: Any) -> None:
    html = page(browse(world.officer), "/agencies/")
    for agency in (world.probation, world.police, world.charity, world.health, world.port):
        assert agency.name in html
    assert world.elsewhere.name not in html
    assert html.index("Justice and security") < html.index("Civil society and community")


def test_local_agencies_stand_first(world: Any, browse: Any) -> None:
    AgencyFactory(partnership=world.partnership, name="Aardvark Far Away", group="health", area="elsewhere")
    html = page(browse(world.officer), "/agencies/?group=health")
    assert html.index("Mental Health Service") < html.index("Aardvark Far Away")


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("?q=mental", "Mental Health Service", "Second Door"),
        ("?q=sec", "Second Door", "Mental Health Service"),
        ("?group=youth", "Vocational College", "Second Door"),
        ("?status=member&q=police", "Police Desk", "Second Door"),
        ("?group=nonsense", "Second Door", "Elsewhere Office"),
    ],
)
def test_filters_narrow_the_directory(world: Any, browse: Any, query: Any, shown: Any, hidden: Any) -> None:
    html = page(browse(world.officer), f"/agencies/{query}")
    assert shown in html
    assert hidden not in html


def test_a_filter_that_fits_nothing_says_so(world: Any, browse: Any) -> None:
    assert "No agency fits this filter" in page(browse(world.officer), "/agencies/?q=zzz")


def test_gaps_are_told(world: Any, browse: Any, backstage: Any) -> None:
    with backstage():
        for agency in Agency.objects.filter(group="health"):
            agency.status, agency.version = "suspended", agency.version + 1
            agency.save()
    html = page(browse(world.officer), "/agencies/")
    assert "Nobody takes part here yet" in html


AREAS = {
    "as it is written": ({"area": "velmarra"}, True, True),
    "otherwise cased and spaced": ({"area": "  VELMARRA "}, True, True),
    "a part of it": ({"area": "Quayhollow, Velmarra"}, True, True),
    "another place of a longer name": ({"area": "Velmarraville"}, False, False),
    "elsewhere": ({"area": "Greyfell"}, False, False),
    "elsewhere, for the region": ({"area": "Arden Reach", "level": "regional"}, False, True),
    "elsewhere, for the country": ({"area": "Capital", "level": "national"}, False, True),
    "nowhere said": ({"area": " "}, False, True),
    "here, not yet a member": ({"area": "velmarra", "status": "in_talks"}, True, False),
}


@pytest.mark.parametrize("where", AREAS)
def test_who_is_here_and_who_serves_here(world: Any, browse: Any, where: str) -> None:
    fields, here, serves = AREAS[where]
    change(world.health, **fields)
    html = page(browse(world.officer), "/agencies/?group=health")
    assert ("<span>Here</span>" in html) == here
    counted = here and fields.get("status", "member") == "member"
    assert f"{int(counted)} of them here" in html
    gaps = page(browse(world.officer), "/agencies/").partition("Nobody takes part here yet")[2].partition("</div>")[0]
    assert ("Health" in gaps) == (not serves)


def test_an_area_of_odd_letters_is_no_pattern(world: Any, browse: Any) -> None:
    change(world.partnership, area="Vel.marra (North)")
    change(world.health, area="vel.marra  (north), harbour")
    assert "<span>Here</span>" in page(browse(world.officer), "/agencies/?group=health")
    change(world.health, area="Velxmarra (North)")
    assert "<span>Here</span>" not in page(browse(world.officer), "/agencies/?group=health")


def test_the_directory_costs_the_same_for_many_agencies(
    world: Any, browse: Any, django_assert_max_num_queries: Any
) -> None:
    client = browse(world.officer)
    page(client, "/agencies/")
    with django_assert_max_num_queries(40) as few:
        page(client, "/agencies/")
    AgencyFactory.create_batch(12, partnership=world.partnership)
    with django_assert_max_num_queries(len(few)):
        page(client, "/agencies/")


def test_one_agency_says_what_it_may_see_and_why(world: Any, browse: Any) -> None:
    html = page(browse(world.officer), f"/agencies/{world.charity.pk}/")
    assert world.agreement.title in html
    assert "In force since" in html
    assert "Reintegration" in html
    assert "Faith, belief or political opinion" in html
    assert world.probation.name in html


def test_without_an_agreement_the_page_says_so_and_what_it_means(world: Any, browse: Any) -> None:
    html = page(browse(world.officer), f"/agencies/{world.port.pk}/")
    assert "No agreement with this agency is in force" in html
    assert "even when they stand on a team" in html
    assert "party to no agreement" in html


STATES: dict[str, tuple[dict[str, Any], str]] = {
    "suspended": ({"suspended_at": timezone.now()}, "Suspended since"),
    "terminated": ({"terminated_at": timezone.now()}, "Ended for good"),
    "expired": ({"valid_to": timezone.now() - dt.timedelta(days=2)}, "Ran out after"),
    "not_yet": ({"valid_from": timezone.now() + dt.timedelta(days=2)}, "nothing is shared under it before"),
    "review_due": ({"review_on": timezone.localdate() + dt.timedelta(days=20)}, "Review due"),
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_an_agreement_is_told_in_words(world: Any, browse: Any, state: Any) -> None:
    fields, sentence = STATES[state]
    agree(world.port, world.police, **fields)
    html = page(browse(world.officer), f"/agencies/{world.port.pk}/")
    assert sentence in html
    assert ("No agreement with this agency is in force" in html) == (state != "review_due")


def test_an_agreement_still_to_be_signed_opens_nothing(world: Any, browse: Any, backstage: Any) -> None:
    draft = AgreementFactory(partnership=world.partnership, offered_for_signature_on=None)
    offered = AgreementFactory(partnership=world.partnership)
    with backstage():
        for agreement in (draft, offered):
            AgreementParty.objects.create(agreement=agreement, agency=world.port)
    html = page(browse(world.officer), f"/agencies/{world.port.pk}/")
    assert "Still being written" in html
    assert "Offered for signature" in html
    assert "No agreement with this agency is in force" in html


def test_an_agency_that_does_not_take_part_is_marked(world: Any, browse: Any, backstage: Any) -> None:
    agree(world.port, world.police)
    with backstage():
        Agency.objects.filter(pk=world.port.pk).update(status="left", version=2)
    assert "does not take part today" in page(browse(world.officer), f"/agencies/{world.port.pk}/")


def test_a_foreign_agency_answers_like_one_that_never_existed(world: Any, browse: Any) -> None:
    client = browse(world.officer)
    foreign = client.get(f"/agencies/{world.elsewhere.pk}/")
    never = client.get(f"/agencies/{uuid.uuid4()}/")
    assert foreign.status_code == never.status_code == 404
    assert foreign.content == never.content


def test_names_of_staff_are_for_permanent_professionals(world: Any, browse: Any, backstage: Any) -> None:
    address, clinician = f"/agencies/{world.health.pk}/", f"<bdi>{world.clinician.user.full_name}</bdi>"
    for reader in (world.officer, world.coordinator, world.manager):
        assert clinician in page(browse(reader), address)
    assert clinician not in page(browse(world.mentor), address)
    with backstage():
        Agency.objects.filter(pk=world.college.pk).update(involvement="on_call", version=2)
    html = page(browse(world.teacher), address)
    assert clinician not in html
    assert world.clinician.position.name in html
    assert "You see positions only" in html


def test_names_of_companions_are_for_coordinators_and_themselves(world: Any, browse: Any) -> None:
    address, mentor = f"/agencies/{world.charity.pk}/", f"<bdi>{world.mentor.user.full_name}</bdi>"
    assert mentor in page(browse(world.coordinator), address)
    assert mentor in page(browse(world.mentor), address)
    for reader in (world.officer, world.manager, world.supervisor):
        html = page(browse(reader), address)
        assert mentor not in html
        assert world.mentor.position.name in html


def test_focal_point_and_deputy(world: Any, browse: Any, backstage: Any) -> None:
    assert "Nobody named yet" in page(browse(world.officer), f"/agencies/{world.health.pk}/")
    with backstage():
        Agency.objects.filter(pk=world.health.pk).update(focal_point=world.clinician, version=2)
    assert (
        page(browse(world.officer), f"/agencies/{world.health.pk}/").count(
            f"<bdi>{world.clinician.user.full_name}</bdi>"
        )
        == 2
    )
    html = page(browse(world.mentor), f"/agencies/{world.health.pk}/")
    assert html.count(world.clinician.position.name) == 2


def test_only_coordinators_are_offered_acts(world: Any, browse: Any) -> None:
    address = f"/agencies/{world.health.pk}/"
    assert "Add a person" in page(browse(world.coordinator), address)
    for reader in (world.officer, world.chair, world.legal, world.mentor):
        html = page(browse(reader), address)
        assert "Add a person" not in html
        assert "Change status" not in html


def test_an_agency_without_people_says_so(world: Any, browse: Any) -> None:
    empty = AgencyFactory(partnership=world.partnership)
    assert "Nobody acts for this agency today" in page(browse(world.officer), f"/agencies/{empty.pk}/")


def test_one_agency_costs_the_same_for_many_people(world: Any, browse: Any, django_assert_max_num_queries: Any) -> None:
    client, address = browse(world.coordinator), f"/agencies/{world.health.pk}/"
    page(client, address)
    with django_assert_max_num_queries(40) as few:
        page(client, address)
    position = PositionFactory()
    for _ in range(8):
        MembershipFactory(agency=world.health, position=position)
        agree(world.health, world.police, world.port)
    with django_assert_max_num_queries(len(few)):
        page(client, address)
