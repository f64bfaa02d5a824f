"""What every page knows about mails."""

from django.conf import settings
from django.http import HttpRequest

from tejido.notifications import mail_folder


def mails(request: HttpRequest) -> dict[str, object]:
    """Say whether pages link to the mails written here, in place of being sent."""
    return {"mails_stay_here": mail_folder.is_in_use() and settings.PROFILE == "local"}
