"""The one tree of errors a person may meet, each with a code and a translated message."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class DomainError(Exception):
    """A rule refuses. The message says why and what to do; it is shown as it is.

    Arguments:
        message: translated text for the person; the class's default when left out.
        code: stable word for programs (the last part of problem+json's `type`, RFC 9457).
    """

    status: ClassVar[int] = 400
    default_code: ClassVar[str] = "refused"
    default_message: ClassVar[Text] = _("This cannot be done.")

    def __init__(self, message: Text | None = None, *, code: str | None = None) -> None:
        self.message = message if message is not None else self.default_message
        self.code = code or self.default_code
        super().__init__(self.code)


class InvalidInput(DomainError):
    """What was given does not hold."""

    status = 422
    default_code = "invalid"
    default_message = _("What was sent does not hold. Check it and try again.")


class NotAllowed(DomainError):
    """The person may not do this."""

    status = 403
    default_code = "not-allowed"
    default_message = _("You are not allowed to do this.")


class NotFound(DomainError):
    """There is no such thing, or none this person may see: the answer is the same."""

    status = 404
    default_code = "not-found"
    default_message = _("There is no such page, or you may not see it.")


class TooLarge(DomainError):
    """More was sent than any page takes."""

    status = 413
    default_code = "too-large"
    default_message = _("This is more than can be sent here at once. Send a smaller file.")


class Conflict(DomainError):
    """Something else happened first."""

    status = 409
    default_code = "conflict"
    default_message = _("Somebody changed this in the meantime. Load the page again.")
