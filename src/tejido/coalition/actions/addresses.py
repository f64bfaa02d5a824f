"""E-mail addresses as entered, and the account behind one."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from tejido.core.errors import InvalidInput


def checked_email(entered: str) -> str:
    """Return an address as it is stored: no spaces around, lower case.

    Errors:
        InvalidInput: it is not an e-mail address.
    """
    address = entered.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise InvalidInput(_("This is not an e-mail address.")) from error
    return address
