"""Mails of the accounts: sent at once, in the person's language, with no more than is needed.

A screen that is locked shows a subject, so no subject holds a code or says what an account does.
"""

from collections.abc import Mapping
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tejido.core.models import User


class Notice(StrEnum):
    """What a person is told about their own account."""

    FACTOR_ADDED = "factor-added"
    FACTOR_REMOVED = "factor-removed"
    RECOVERY_CODES_MADE = "recovery-codes-made"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105
    RESET_ASKED = "reset-asked"
    RESET_CONFIRMED = "reset-confirmed"
    RESET_DECLINED = "reset-declined"
    FROZEN = "frozen"
    UNFROZEN = "unfrozen"
    ANOTHER_FROZEN = "another-frozen"


_WORDS: Mapping[Notice, Promise] = {
    Notice.FACTOR_ADDED: gettext_lazy("A second factor was added to your account."),
    Notice.FACTOR_REMOVED: gettext_lazy("A second factor was removed from your account."),
    Notice.RECOVERY_CODES_MADE: gettext_lazy(
        "New recovery codes were made for your account. The earlier ones no longer work."
    ),
    Notice.PASSWORD_CHANGED: gettext_lazy("The password of your account was changed or removed."),
    Notice.RESET_ASKED: gettext_lazy(
        "A secretary asked for your second factors to be removed, because you lost them. A second "
        "secretary must confirm it within two days. Until then nothing changes."
    ),
    Notice.RESET_CONFIRMED: gettext_lazy(
        "Two secretaries removed the second factors of your account and ended its sessions. Sign "
        "in and set up new ones."
    ),
    Notice.RESET_DECLINED: gettext_lazy(
        "The secretariat declined to remove your second factors. Nothing has changed."
    ),
    Notice.FROZEN: gettext_lazy(
        "The secretariat froze your account: its sessions are ended and its mandates suspended. "
        "Speak with the secretariat to have it opened again."
    ),
    Notice.UNFROZEN: gettext_lazy("Your account is open again. Sign in anew."),
    Notice.ANOTHER_FROZEN: gettext_lazy(
        "An account was frozen. Look at what it did on the page of the people with an account."
    ),
}


def send_code(user: User, code: str, link: str = "") -> None:
    """Send a code to sign in with.

    Arguments:
        link: lets the person in without the code, while somebody else asks for it too often; "".
    """
    with override(user.language):
        grouped = f"{code[:4]} {code[4:]}"
        besides = (_besides(), link) if link else ()
        _send(
            user,
            _("Your code"),
            _("%(code)s is your code to sign in. It holds for 15 minutes, in the browser that "
              "asked for it.") % {"code": grouped},
            _("If you did not ask for it, somebody else typed your address; without the code they "
              "do not get in. Give it to nobody: the secretariat never asks for it."),
            *besides,
        )  # fmt: skip


def _besides() -> str:
    return _(
        "Codes were asked for often within the hour. If you can ask for none because somebody else"
        " does, this link lets you in once, within an hour and in any browser:"
    )


def send_invitation(user: User, link: str) -> None:
    """Send the link that lets a person in the first time."""
    with override(user.language):
        _send(
            user,
            _("Your account"),
            _("The secretariat invites you to work together here. This link lets you in once, "
              "within two days:"),
            link,
        )  # fmt: skip


def send_notice(user: User, notice: Notice) -> None:
    """Tell a person what happened to their account."""
    with override(user.language):
        account = f"{settings.BASE_URL}{reverse('core:account')}"
        _send(
            user,
            _("About your account"),
            str(_WORDS[notice]),
            _("If you do not know why, tell the secretariat at once: it can freeze your account."),
            account,
        )


def _send(user: User, subject: str, *paragraphs: str) -> None:
    name = f"Tejido {settings.COALITION}".strip()
    body = "\n\n".join(paragraphs) + "\n"
    EmailMessage(subject=f"{name}: {subject}", body=body, to=[user.email]).send()
