"""Handing one message to the mail server, and saying what is known of it afterwards."""

import contextlib
import smtplib
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from casework.choices import MailState

REFUSED = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)
"""With each of these the server said no, so nothing went out. After anything else it may have."""
FOR_GOOD = 500
"""Answers from here on are final; below, the same message may be tried again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known: the state, the server's number if it gave one, and whether trying again can help."""

    state: MailState
    answer: int | None = None
    again: bool = False


def hand_over(actor: None, address: str, language: str, message_id: str) -> Outcome:
    """Send one message that says that something needs its reader, and nothing else; never raises for a mail server.

    No name, no case and no number stands in it: whoever reads over a shoulder or holds the mailbox learns nothing.
    """
    connection = get_connection()
    try:
        connection.open()
    except smtplib.SMTPResponseException as error:
        return Outcome(MailState.FAILED, error.smtp_code, error.smtp_code < FOR_GOOD)
    except (smtplib.SMTPException, OSError):
        return Outcome(MailState.FAILED, again=True)  # nothing was said yet
    try:
        connection.send_messages([_message(address, language, message_id)])
    except REFUSED as error:
        code = _code(error)
        return Outcome(MailState.FAILED, code, again=code is not None and code < FOR_GOOD)
    except (smtplib.SMTPException, OSError):
        return Outcome(MailState.UNKNOWN)
    finally:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            connection.close()
    return Outcome(MailState.SENT)


def _code(error: smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused) -> int | None:
    if isinstance(error, smtplib.SMTPResponseException):
        return int(error.smtp_code)
    return max((int(code) for code, _words in error.recipients.values()), default=None)


def message_id_of(actor: None, key: str) -> str:
    """Return the Message-ID of the message with this key: the same key gives the same id, whenever it is sent."""
    return f"<{key}@{urlsplit(settings.PUBLIC_URL).hostname or 'localhost'}>"


def _message(address: str, language: str, message_id: str) -> EmailMessage:
    with translation.override(language or settings.LANGUAGE_CODE):
        body = _(
            "Something needs you. Sign in to see what:\n%(list)s\n\n"
            "This message says no more on purpose. How you are reminded is your own choice:\n%(choice)s\n"
        )
        links = {name: settings.PUBLIC_URL + reverse(page) for name, page in PAGES.items()}
        subject, text = _("Something needs you"), body % links
    headers = {"Message-ID": message_id, "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [address], headers=headers)


PAGES = {"list": "reminder_list", "choice": "reminder_choice"}
