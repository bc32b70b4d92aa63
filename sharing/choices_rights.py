"""Words of the trade for what a person asks about their own record (domain section 4.10)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RightsKind(TextChoices):
    """What the person asks for."""

    ACCESS = "access", _("To see what is held about them")
    RECTIFICATION = "rectification", _("That something is put right")
    ERASURE = "erasure", _("That something is erased")
    RESTRICTION = "restriction", _("That something is not used while it is looked into")


class RightsHow(TextChoices):
    """How a request came."""

    LETTER = "letter", _("By letter")
    MAIL = "mail", _("By e-mail")
    TALK = "talk", _("In a conversation")
    PHONE = "phone", _("By telephone")
    OTHER = "other", _("Through somebody who acts for them")


class Identity(TextChoices):
    """How it is known that the person asked themselves."""

    KNOWN = "known", _("We know them: they asked us face to face")
    DOCUMENT = "document", _("We saw a document")
    MANDATE = "mandate", _("We saw that somebody may act for them")


class RightsState(TextChoices):
    """Where a request stands; ``overdue`` is computed."""

    RECEIVED = "received", _("To be answered")
    GRANTED = "granted", _("Granted")
    PARTLY = "partly", _("Granted in part")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Taken back by the person")


DECISIONS = (RightsState.GRANTED, RightsState.PARTLY, RightsState.REFUSED, RightsState.WITHDRAWN)
"""What may become of a request."""
NEEDS_REMEDY = (RightsState.PARTLY, RightsState.REFUSED)
"""Decisions of which the person is told where they can complain."""


class RightsWordKind(TextChoices):
    """What words on a request are."""

    ASKED = "asked", _("What the person asks")
    LONGER = "longer", _("Why it takes longer, as the person was told")
    DECIDED = "decided", _("What was decided and why, as the person was told")


class AccessPart(TextChoices):
    """The parts of what is handed over, in reading order."""

    PERSON = "person", _("What we have written down about who you are")
    TEAM = "team", _("Who works with you")
    TOLD = "told", _("What you were told, and what you said to taking part")
    ORDER = "order", _("What the court decided")
    CONTACTS = "contacts", _("When we met")
    NOTES = "notes", _("What we wrote")
    PLAN = "plan", _("The plan, and what was achieved")
    ASSESSMENT = "assessment", _("What the team judged together")
    REPORTS = "reports", _("What the court was told")
    PASSED_ON = "passed_on", _("What was passed on to others, as you were told")
    ENDING = "ending", _("How the work ended, and what came after")
    REQUESTS = "requests", _("What you asked about your record")


class StaysOut(TextChoices):
    """Why something stays out by the rule, whoever reviews it."""

    INVESTIGATION = "investigation", _("Police information, or secrecy of an investigation")
    SECRET = "secret", _("Secrecy of lawyers, doctors or pastors")
    OTHERS = "others", _("It is about somebody else, or names them")
    HANDLING = "handling", _("Only for people who are named, or sealed")
    SOURCE = "source", _("It would show who told it")


class KeptOut(TextChoices):
    """On what ground a reviewer keeps an entry out. Nothing else is a ground."""

    OTHERS = "others", _("It would harm the rights of somebody else")
    SOURCE = "source", _("It would show who told it in confidence")
    SAFETY = "safety", _("Somebody would be in danger")
    INQUIRY = "inquiry", _("It would obstruct an inquiry or proceedings")
    SECRET = "secret", _("A law keeps it secret")


class FileState(TextChoices):
    """Where a file for the person stands, from putting it together to handing it over."""

    ASSEMBLED = "assembled", _("Put together")
    IN_REVIEW = "in_review", _("Waits for somebody else to review it")
    REVIEWED = "reviewed", _("Reviewed")
    HANDED = "handed", _("Handed over")
    DROPPED = "dropped", _("Put together anew")


class HandedHow(TextChoices):
    """How a file reached the person."""

    HAND = "hand", _("Handed over in person")
    LETTER = "letter", _("By letter")
    MAIL = "mail", _("By secure e-mail")
