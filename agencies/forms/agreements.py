"""Forms of agreements."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from agencies.choices import DataCategory, Purpose
from agencies.forms.base import Choices, VersionedForm, day, one_of, prose, some_of, text
from agencies.models.agreement import SECTIONS
from agencies.services.agreements import AgreementText
from ui.forms import PlainForm

PURPOSE_HINTS: dict[str, Any] = {
    Purpose.REINTEGRATION: _("Help towards a life without violence: home, work, school, family, support"),
    Purpose.RISK_AND_CRIME_PREVENTION: _("See a danger early and keep a crime from happening"),
    Purpose.SAFEGUARDING: _("Protect a child or an adult who cannot protect themselves"),
    Purpose.SAFETY: _("Keep staff, or the person, from being hurt"),
    Purpose.COURT: _("Prepare what a court has asked for"),
    Purpose.EVALUATION: _("Learn whether the work helps; nobody can be recognised"),
}
CATEGORY_HINTS: dict[str, Any] = {
    DataCategory.SUPERVISION: _("Appointments, conditions, how daily life goes"),
    DataCategory.OFFENCE: _("Convictions, proceedings, new charges: tied to the law on criminal data"),
    DataCategory.FAMILY: _("Parents, partners, children, friends: people who did not choose to be here"),
    DataCategory.EDUCATION_WORK: _("School, training, employer, attendance"),
    DataCategory.HOUSING: _("Where the person lives and may live: lets someone be found"),
    DataCategory.HEALTH: _("Special category: illness, treatment, addiction, also that somebody attends"),
    DataCategory.BELIEF: _("Special category: religion, belief, political opinion; never a risk by itself"),
    DataCategory.VICTIM: _("Who was harmed, and how to keep them safe"),
    DataCategory.SECURITY: _("What the police or security services know; the gist is usually enough"),
}


class AgreementForm(PlainForm):
    """What the parties will sign. Sections may be finished later; the offer for signature asks for all of them."""

    option_hints: ClassVar[dict[str, dict[str, Any]]] = {"purposes": PURPOSE_HINTS, "data_categories": CATEGORY_HINTS}
    columns = ("parties", "purposes", "data_categories")
    conditionally_required = ("parties", "review_on", *SECTIONS)

    title = text(_("Title"), _("Enter a title"), longest=160)
    parties = some_of(_("Parties"), hint=_("Two agencies at least before it can be signed"))
    purposes = some_of(
        _("Purposes"), Purpose.choices, missing=_("Choose at least one purpose"),
        hint=_("Nothing may be shared for a purpose that is not ticked"),
    )  # fmt: skip
    data_categories = some_of(
        _("Kinds of data"), DataCategory.choices, missing=_("Choose at least one kind of data"),
        hint=_("Notes of a kind that is not ticked stay with the agency that wrote them"),
    )  # fmt: skip
    legal_basis = prose(_("Legal basis and applicable laws"), hint=_("For each party: which law lets it share"))
    who_may_see = prose(_("Who may see what"), hint=_("Positions and levels of handling; who stays outside"))
    rights = prose(_("Rights of the person, and single contact"), hint=_("Whom the person asks, about everything"))
    accuracy = prose(_("Accuracy and correction"), hint=_("Who corrects what, and how the others learn of it"))
    secrecy = prose(_("Secrecy of investigations and of professions"))
    duty_reports = prose(
        _("Duty to tell law enforcement"), hint=_("What must always go to the police, and who is told of it")
    )
    notification = prose(
        _("Telling the person, and delay of it"), hint=_("Who tells, when, and on which grounds telling may wait")
    )
    security = prose(_("Security and leaks"), hint=_("What to do within which time when something got out"))
    retention = prose(_("Retention and end"), hint=_("How long, who checks, what happens when the agreement ends"))
    begins_on = day(_("In force from"), _("Enter the day from which it is to be in force"))
    ends_on = day(_("Last day"), hint=_("Leave empty when it has no end"))
    review_on = day(_("Review due"), hint=_("Asked for before it is offered for signature"))

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parties"].choices = list(agencies)  # type: ignore[attr-defined]

    def words(self) -> AgreementText:
        """What was typed, for the service."""
        return AgreementText(**{name: self.cleaned_data[name] for name in AgreementText.__dataclass_fields__})

    def party_ids(self) -> list[uuid.UUID]:
        """The agencies chosen."""
        return [uuid.UUID(one) for one in self.cleaned_data["parties"]]


class AgreementEditForm(AgreementForm, VersionedForm):
    """An agreement that nobody has signed yet."""


class OfferForm(VersionedForm):
    """Nothing to type: the version alone."""


class PartyForm(VersionedForm):
    """One agency, chosen from a list."""

    agency = one_of(_("Agency"), missing=_("Choose an agency"), radio=False)

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", _("Choose")), *agencies]  # type: ignore[attr-defined]

    def agency_id(self) -> uuid.UUID:
        """The agency chosen."""
        return uuid.UUID(self.cleaned_data["agency"])


class SignatureForm(PartyForm):
    """Who signed for a party, and on which day."""

    signatory = text(
        _("Signed by"), _("Enter the name of the person who signed"), longest=120, hint=_("Name and office")
    )
    signed_on = day(_("Day of the signature"), _("Enter the day of the signature"))


class LeaveForm(PartyForm):
    """A party that leaves, and why."""

    reason = text(_("Reason"), _("Say why: it stands on the trail"), longest=300)


class RenewForm(VersionedForm):
    """A new last day and a new review, and what the parties decided."""

    ends_on = day(_("New last day"), _("Enter the new last day"))
    review_on = day(_("Next review"), _("Enter the day of the next review"))
    reason = text(
        _("Decision of the parties"), _("Say what the parties decided, and when"), longest=300,
        hint=_("It stands on the trail"),
    )  # fmt: skip
