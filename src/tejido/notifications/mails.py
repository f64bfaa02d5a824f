"""Writing a mail: plain text and HTML, in the reader's language, with the way out of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import formataddr
from secrets import token_hex
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from tejido.core.tokens import derive, matches
from tejido.notifications.domain.messages import Address, Recipient, Words
from tejido.notifications.models import Message, Preference
from tejido.notifications.registry import kinds

_UNSUBSCRIBE = "unsubscribe"


@dataclass(frozen=True, slots=True)
class WaysOut:
    """Addresses at which a recipient stops mails: for the reader, and for their mail program."""

    page: str
    one_click: str


class Mail(EmailMultiAlternatives):
    """A mail that knows whom it is for."""

    recipient: Recipient


@dataclass(frozen=True, slots=True)
class Due:
    """What one mail carries.

    Arguments:
        recipient: who gets it.
        messages: what it says, oldest first; one alone unless it is a digest.
        is_digest: whether it is the recipient's digest of the day.
    """

    recipient: Recipient
    messages: tuple[Message, ...]
    is_digest: bool

    @property
    def group(self) -> str:
        """The group that unsubscribing from this mail leaves: that of all, or every group."""
        groups = {kinds[message.kind].group for message in self.messages}
        return groups.pop() if len(groups) == 1 else Preference.EVERY_GROUP

    @property
    def is_transactional(self) -> bool:
        """Whether it must reach its recipient, who asked for it or needs it."""
        return any(kinds[message.kind].transactional for message in self.messages)


def language_of(address: Address) -> str:
    """Return the language a mail is written in."""
    known = {code for code, _name in settings.LANGUAGES}
    return address.language if address.language in known else settings.LANGUAGE_CODE


def words_of(due: Due, address: Address) -> dict[int, Words]:
    """Return what each message says to its reader, by message id; not those that say nothing."""
    language = language_of(address)
    with override(language):
        said = {
            message.pk: kinds[message.kind].words(message.data, language)
            for message in due.messages
        }
    return {pk: words for pk, words in said.items() if words is not None}


def write_mail(due: Due, address: Address, words: Sequence[Words], checkpoint: str) -> Mail:
    """Return the mail that says some words.

    Arguments:
        due: whom it is for and what it carries.
        address: where it goes.
        words: what it says, at least one.
        checkpoint: newest signed checkpoint of the transparency log; "" when there is none.
    """
    with override(language_of(address)):
        ways_out = None if due.is_transactional else unsubscribe_addresses(due.recipient, due.group)
        context = {
            "address": address,
            "items": [_with_whole_link(item) for item in words],
            "is_digest": due.is_digest,
            "unsubscribe": ways_out.page if ways_out else "",
            "checkpoint": checkpoint if due.is_digest else "",
            "coalition": settings.COALITION,
            "base_url": settings.BASE_URL,
            "language": language_of(address),
            "subject": _subject(words),
        }
        mail = Mail(
            subject=_subject(words),
            body=render_to_string("notifications/mail.txt", context),
            to=[formataddr((address.name, address.email))],
            headers=_headers(ways_out),
        )
        mail.attach_alternative(render_to_string("notifications/mail.html", context), "text/html")
    mail.recipient = due.recipient
    return mail


def unsubscribe_addresses(recipient: Recipient, group: str) -> WaysOut:
    """Return where a recipient leaves a group, with the token that nothing stores."""
    token = derive(_UNSUBSCRIBE, recipient.kind, recipient.id, group)
    args = [recipient.kind, recipient.id, group, token]
    return WaysOut(
        page=f"{settings.BASE_URL}{reverse('notifications:mails', args=args)}",
        one_click=f"{settings.BASE_URL}{reverse('notifications:one_click', args=args)}",
    )


def may_unsubscribe(token: str, recipient: Recipient, group: str) -> bool:
    """Say whether a token is the one of a recipient's mails of a group."""
    return matches(token, _UNSUBSCRIBE, recipient.kind, recipient.id, group)


def _headers(ways_out: WaysOut | None) -> dict[str, str]:
    # Python's own would tell the server's name and how many processes it has started.
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    headers = {"Message-ID": f"<{token_hex(16)}@{host}>", "Auto-Submitted": "auto-generated"}
    if ways_out:
        # RFC 8058: the mail program itself can unsubscribe, with one click.
        headers["List-Unsubscribe"] = f"<{ways_out.one_click}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _with_whole_link(words: Words) -> Words:
    link = f"{settings.BASE_URL}{words.link}" if words.link.startswith("/") else words.link
    return Words(words.subject, tuple(words.lines), link, words.link_text)


def _subject(words: Sequence[Words]) -> str:
    if len(words) == 1:
        return " ".join(words[0].subject.split())
    count = ngettext("%(count)d piece of news", "%(count)d pieces of news", len(words))
    return gettext("%(what)s from %(who)s") % {
        "what": count % {"count": len(words)},
        "who": settings.COALITION or "Tejido",
    }
