"""What is due follows a role: whoever takes it over answers for the open deadlines of whoever had it."""

import uuid
from collections.abc import Sequence

from django.utils import timezone

from access import policy
from access.actor import Actor
from access.choices import Tier
from agencies.models import save_next
from casework.choices import DeadlineKind, DeadlineState
from casework.models import Case, CaseTeamMember, Contact, Deadline, NoteListing
from casework.queries.audience import labels_of_note

K = DeadlineKind
OF_CONTACTS = (K.CONTACT_LETTER, K.EXPLANATION)
OF_THE_HOLDER = (*OF_CONTACTS, K.BREACH_ACTION, K.HEARING)
WITH_AGENCY = (*OF_THE_HOLDER, K.RIGHTS, K.CORRECTION)
"""Kinds that stand with the agency of whoever answers for them; the others stay with the agency they are of."""
OF_ROLE: dict[str, tuple[DeadlineKind, ...]] = {
    "order_supervisor": (
        *OF_THE_HOLDER, K.ORDER_ENDS, K.SIGN_CONDITIONS, K.COURT_REPORT, K.PLAN_APPROVAL, K.NOTIFICATION,
    ),
    "case_manager": (
        *OF_CONTACTS, K.CASE_REVIEW, K.FIRST_PLAN, K.PLAN_REVIEW, K.NETWORK, K.RELEASE, K.FOLLOW_UP, K.ASSESSMENT,
        K.PLACE_ENDS, K.SAME_PERSON, K.NOTIFICATION, K.DEFERRAL_REVIEW, K.RIGHTS, K.RETENTION, K.EMERGENCY_REVIEW,
        K.CORRECTION,
    ),
}  # fmt: skip
"""Kinds of deadline that go with each role (domain section 3.7). Those about leaks and proposed disclosures
follow in the database: whoever hands over need not know of them, or may not decide (sharing/sql/leaks_hand_over.sql,
sharing/sql/proposals_due.sql)."""


def hand_over_clocks(actor: Actor, case: Case, role: str, before: Sequence[uuid.UUID], place: CaseTeamMember) -> int:
    """Move the open deadlines of a role from the memberships that had it to the holder of ``place``; say how many.

    A clock about a contact that the new holder does not read stays where it is: it would tell of the contact. To be
    called in the transaction in which the role changed hands.
    """
    kinds = set(OF_ROLE[role])
    team = CaseTeamMember.objects.visible_to(actor).filter(content_object_id=case.pk, membership_id__in=before)
    if role == "case_manager" and team.filter(is_order_supervisor=True).exists():
        kinds -= set(OF_CONTACTS)  # they are the order supervisor's, who stays
    rows = Deadline.objects.visible_to(actor).open().filter(case_id=case.pk, responsible_id__in=before, kind__in=kinds)
    moved = 0
    for row in rows:
        if row.subject_kind == "contact" and row.subject_id and not _reads_contact(actor, row.subject_id, place):
            continue
        moved += 1
        same = Deadline.objects.visible_to(actor).open().filter(kind=row.kind, subject_id=row.subject_id)
        if row.subject_id and same.filter(responsible_id=place.membership_id).exists():
            row.state, row.done_at = DeadlineState.DROPPED, timezone.now()
            save_next(row, "state", "done_at")
            continue
        row.responsible_id = place.membership_id
        if row.kind in WITH_AGENCY and place.agency_id is not None:
            row.agency_id = place.agency_id
        save_next(row, "responsible", "agency")
    return moved


def _reads_contact(actor: Actor, contact_id: uuid.UUID, place: CaseTeamMember) -> bool:
    rows = Contact.objects.visible_to(actor).select_related("note").filter(pk=contact_id)
    contact = rows.first()
    if contact is None or contact.note is None:
        return False
    listed = NoteListing.objects.visible_to(actor).filter(note_id=contact.note.pk).values_list("user_id", flat=True)
    readers = policy.readers_of_item(labels_of_note(contact.note, listed))
    return any(one.membership_id == place.membership_id and one.tier >= Tier.SUMMARY for one in readers)
