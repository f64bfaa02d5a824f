"""Passkeys (WebAuthn): what the browser is asked, and whether its answer holds.

allauth and python-fido2 check the answers; here what cannot even be read is refused like what
does not hold. The challenge waits in the session.
"""

from typing import Any

from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from tejido.core.models import User

_DOES_NOT_HOLD = (ValidationError, ValueError, TypeError, KeyError, AttributeError, IndexError)

Answer = dict[str, Any]


def options_to_add(user: User) -> Answer:
    """Return what a browser needs to make a passkey that works without a password."""
    options: Answer = auth.begin_registration(user, passwordless=True)
    return options


def is_new_passkey(answer: object) -> bool:
    """Say whether a browser's answer is a new passkey for the challenge of this session."""
    try:
        auth.parse_registration_response(answer)
        made = auth.complete_registration(answer)
    except _DOES_NOT_HOLD:
        return False
    return bool(made.is_user_verified())


def options_to_enter(user: User | None = None) -> Answer:
    """Return what a browser needs to show a passkey: of somebody, or whoever has one."""
    options: Answer = auth.begin_authentication(user)
    return options


def passkey_shown(
    request: HttpRequest, answer: object, user: User | None = None
) -> Authenticator | None:
    """Return the passkey that a browser's answer shows, or None when it does not hold.

    Arguments:
        user: whose it must be; None: whoever it says, which makes it two factors in one: then it
            must have been opened with finger, face or PIN. The challenge alone does not say so,
            since one given for a second factor may be answered here.
    """
    try:
        parsed = auth.parse_authentication_response(answer)
        if user is None and not parsed.response.authenticator_data.is_user_verified():
            return None
        person = user or auth.extract_user_from_response(answer)
        found: Authenticator = auth.complete_authentication(person, answer)
    except _DOES_NOT_HOLD:
        return None
    post_authentication(request, found, passwordless=user is None)
    return found
