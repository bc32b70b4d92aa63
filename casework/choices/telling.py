"""How the person is told who shares what about them, and what they say to taking part."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticePoint(TextChoices):
    """What a transparency notice must say (domain section 4.6); nothing is shared before all of it was said."""

    AGENCIES = "agencies", _("Who the agencies are")
    WHY = "why", _("Why they work together")
    WHAT = "what", _("What is shared with whom")
    SECURITY = "security", _("What will always go to the police, whatever anybody agreed")
    HEALTH = "health", _("What health staff keep to themselves")
    RIGHTS = "rights", _("What rights there are, and whom to ask")
    TOLD = "told", _("That the person is told when something is passed on")
    DELAY = "delay", _("What can delay that, and that it ends")


class NoticeHow(TextChoices):
    """How the notice was given."""

    READ_OUT = "read_out", _("Read out, with time for questions")
    TALKED = "talked", _("Talked through in plain words, with the sheet on the table")


class InterpreterUse(TextChoices):
    """Whether somebody interpreted."""

    NOT_NEEDED = "not_needed", _("Not needed")
    PRESENT = "present", _("An interpreter was there")
    REMOTE = "remote", _("An interpreter by telephone or video")
    DECLINED = "declined", _("Offered, and the person wanted none")


WITHOUT_INTERPRETER = (InterpreterUse.NOT_NEEDED, InterpreterUse.DECLINED)
"""Then nobody is named."""


class NoticeCopy(TextChoices):
    """What became of the person's copy."""

    GIVEN = "given", _("The person has a copy")
    KEPT = "kept", _("We keep it for the person: holding it is not safe")
    DECLINED = "declined", _("The person wants none")


class NoticeAnswer(TextChoices):
    """Whether the person signed that they were told. It is no consent."""

    SIGNED = "signed", _("Signed that they were told")
    NOT_SIGNED = "not_signed", _("Did not sign")


class ConsentAnswer(TextChoices):
    """What the person says to taking part in what is voluntary."""

    TAKES_PART = "takes_part", _("Takes part")
    DECLINES = "declines", _("Does not take part")
    WITHDRAWS = "withdraws", _("Took part, and stops")
