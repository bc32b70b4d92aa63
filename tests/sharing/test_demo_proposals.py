"""The demonstration: what was asked of the legal adviser, what was proposed to somebody outside, what became of it."""

from django.utils import timezone

from casework.models import Deadline
from devstack.testing import backstage
from sharing.models import AdviceAnswer, Disclosure, DisclosureProposal, LegalAdviceRequest
from tests.casework.doors import page
from tests.cast import browser_of
from tests.sharing.demonstration import WHY, member


def test_the_employer_was_doubted_held_advised_and_refused(told: None) -> None:
    with backstage():
        row = DisclosureProposal.objects.unguarded(because=WHY).select_related("case").get(case__reference="VRP-CEDAR")
        asked = LegalAdviceRequest.objects.unguarded(because=WHY).get(proposal=row)
        answer = AdviceAnswer.objects.unguarded(because=WHY).get(request=asked)
    assert (row.state, row.held, answer.conclusion) == ("refused", False, "may_not")
    assert row.handed_in_at is not None
    assert row.proposed_at < asked.asked_at < answer.answered_at < row.handed_in_at
    shown = page(browser_of(member("helena.quistberg")), f"/proposals/{row.pk}/")
    assert all(words in shown for words in ("Refused", "An employer has no need of it", "he can speak for himself"))
    assert "strictly necessary for the task" not in shown, "the reasoning is under legal secrecy"
    assert "strictly necessary for the task" in page(browser_of(member("luca.vennstrom")), f"/advice/{asked.pk}/")


def test_one_question_waits_for_the_adviser(told: None) -> None:
    shown = page(browser_of(member("luca.vennstrom")), "/advice/")
    assert "His landlord wants to know" in shown
    assert "The foreman of the firm" in shown
    assert "Dogwood" not in shown
    with backstage():
        due = Deadline.objects.unguarded(because=WHY).filter(kind="legal_advice")
        assert sorted(due.values_list("state", flat=True)) == ["done", "open"]


def test_what_was_approved_was_passed_on_and_the_person_is_to_be_told(told: None) -> None:
    with backstage():
        made = Disclosure.objects.unguarded(because=WHY).select_related("proposal").get(proposal__isnull=False)
        due = Deadline.objects.unguarded(because=WHY).get(kind="notification", subject_id=made.pk)
    assert made.proposal is not None
    assert (made.proposal.state, made.recipient) == ("made", "Quayside Youth Workshop, Ms Ferrante")
    assert (due.state, due.due_on > timezone.localdate()) == ("open", True)
    shown = page(browser_of(member("ines.marholt")), "/cases/VRP-BIRCH/ledger/")
    assert "Quayside Youth Workshop" in shown
