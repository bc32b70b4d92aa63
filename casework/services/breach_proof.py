"""What proves a breach: linking records that show the facts. Any permanent member adds to it."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from access import trail
from access.actor import Actor
from access.choices import ItemStatus, Nature, Operation
from agencies.errors import RuleBroken
from agencies.models import only_once
from casework.breaching import Proof
from casework.models import Breach, BreachProof, Contact, Incident, Note


def prove(actor: Actor, breach: Breach, proof: Proof) -> None:
    """Link the chosen records that the actor reads, and that belong to the case.

    Raises:
        RuleBroken: one of them is not there for the actor, or a note is no fact.
        Conflict: one of them was added in this moment.
    """
    words = _("One of these records was added as proof in this moment. Choose again.")
    facts = Note.objects.visible_to(actor, "read").filter(nature=Nature.FACT, status=ItemStatus.CURRENT)
    rows = (
        ("contact", Contact.objects.visible_to(actor), proof.contacts),
        ("incident", Incident.objects.visible_to(actor), proof.incidents),
        ("note", facts, proof.notes),
    )
    for name, cleared, keys in rows:
        found = set(cleared.filter(case_id=breach.case_id, pk__in=keys).values_list("pk", flat=True))
        known = set(
            BreachProof.objects.visible_to(actor)
            .filter(breach_id=breach.pk, **{f"{name}_id__in": keys})
            .values_list(f"{name}_id", flat=True)
        )
        if found != set(keys):
            raise RuleBroken(_("One of these records cannot be used as proof. Choose again."), f"{name}s")
        for key in dict.fromkeys(keys):
            if key not in known:
                row = BreachProof(breach=breach, membership_id=actor.membership_id, **{f"{name}_id": key})
                with only_once(f"{name}_proves_a_breach_once", words, f"{name}s"):
                    row.save(force_insert=True)


def add_proof(actor: Actor, reference: str, breach_id: uuid.UUID, proof: Proof) -> Breach:
    """Add records that show the facts; any permanent member may, while the breach is not closed.

    Raises:
        Http404, NotAllowed: the breach is not the actor's to work on.
        RuleBroken: nothing chosen, a record that cannot serve, or the breach is closed.
    """
    with transaction.atomic():
        breach = Breach.objects.get_for(actor, "edit", pk=breach_id, case__reference=reference.upper())
        if not breach.is_open:
            raise RuleBroken(_("This breach is closed: no proof is added any more."))
        if proof.is_empty:
            raise RuleBroken(_("Choose at least one record."), "contacts")
        prove(actor, breach, proof)
        trail.record(
            actor, "breach.proof_added", operation=Operation.COMBINE, kind="breach",
            subjects=[breach.pk, *proof.contacts, *proof.incidents, *proof.notes], case_id=breach.case_id,
            ground="place",
        )  # fmt: skip
        return breach
