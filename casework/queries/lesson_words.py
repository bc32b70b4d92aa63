"""What points to a case, as far as one actor knows it: the words that a lesson must not repeat."""

from collections.abc import Iterator

from access.actor import Actor
from agencies.models import Agency
from casework.anonymous import words_of
from casework.learning import Protected
from casework.models import Case, CaseTeamMember, ContactPoint, CourtDecision, NetworkLink, Order, Relationship


def protected_words(actor: Actor, case: Case) -> Protected:
    """Return names, places and numbers of a cleared ``case`` that the actor sees anyway.

    What is hidden from the actor is not looked for: a refusal would tell them that it is there.
    """
    person = case.person
    names = words_of((person.given_name, person.family_name, person.known_as, person.guardian))
    around = Relationship.objects.visible_to(actor).filter(person_id=person.pk).values_list("name", flat=True)
    network = NetworkLink.objects.visible_to(actor).filter(case_id=case.pk).values_list("label", flat=True)
    where = [point.value for point in ContactPoint.objects.visible_to(actor).filter(person_id=person.pk)]
    agencies = Agency.objects.filter(partnership_id=case.partnership_id).values_list("name", flat=True)
    phrases = {case.reference, person.reference, case.neutral_title, case.area, *agencies, *_numbers(actor, case)}
    team = _team(actor, case)
    return Protected(
        names=names | words_of((*around, *network)), places=words_of(where) | words_of((case.area,)),
        phrases=frozenset(phrase for phrase in (*phrases, *team, person.national_number) if phrase),
    )  # fmt: skip


def _numbers(actor: Actor, case: Case) -> Iterator[str]:
    """Numbers of orders and decisions, and the courts that made them."""
    for rows in (
        Order.objects.visible_to(actor).filter(case_id=case.pk),
        CourtDecision.objects.visible_to(actor).filter(case_id=case.pk),
    ):
        for number, court in rows.values_list("number", "court__name"):
            yield number
            yield court


def _team(actor: Actor, case: Case) -> Iterator[str]:
    """Names of whoever has or had a place on the case."""
    rows = CaseTeamMember.objects.visible_to(actor).filter(content_object_id=case.pk, membership__isnull=False)
    yield from rows.values_list("membership__user__full_name", flat=True).distinct()
