"""Who may read messages and how they fared."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from tejido.core.access import AccessResult, allow_roles
from tejido.core.errors import NotFound
from tejido.core.models import Role, User
from tejido.notifications import mail_folder
from tejido.notifications.mail_folder import StoredMail

Reader = User | AnonymousUser | None

_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def can_see_messages(user: Reader) -> AccessResult:
    """Whether the person sees how everybody's mails fared, and sends them again."""
    return allow_roles(user, Role.SECRETARY)


def is_mail_folder_shown(request: HttpRequest) -> bool:
    """Whether mails are shown on a page: to whoever sits at the machine that keeps them.

    Mails hold links that sign people in. So only where they go to a folder, in the local profile,
    asked for from this machine under a name of this machine.
    """
    return (
        mail_folder.is_in_use()
        and settings.PROFILE == "local"
        and request.META.get("REMOTE_ADDR") in _THIS_MACHINE
        and urlsplit(f"//{request.get_host()}").hostname in _THIS_MACHINE
    )


def get_mail_for(request: HttpRequest, name: str) -> StoredMail:
    """Return a mail of the folder.

    Errors:
        NotFound: there is none of that name, or the folder is not shown.
    """
    mail = mail_folder.read_mail(name) if is_mail_folder_shown(request) else None
    if mail is None:
        raise NotFound
    return mail
