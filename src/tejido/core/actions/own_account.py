"""What people do with their own account: `user` is who acts and whose account it is."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tejido.core import audit
from tejido.core.access import require
from tejido.core.accounts.access import can_change_own_account, can_remove_factor
from tejido.core.accounts.factors import Kind, factors_of
from tejido.core.accounts.mails import Notice
from tejido.core.accounts.sessions import end_sessions
from tejido.core.actions.people import known_language
from tejido.core.errors import InvalidInput, NotFound
from tejido.core.models import AccountSession, User
from tejido.core.tasks import send_account_notice

LONGEST_NAME = 60


@transaction.atomic
def set_language(*, user: User, language: str) -> None:
    """Choose the language of the mails to oneself.

    Errors:
        InvalidInput: it is none of settings.LANGUAGES.
    """
    require(can_change_own_account(user))
    known_language(language)
    user.language = language
    user.save(update_fields=["language"])


@transaction.atomic
def change_password(*, user: User, password: str | None, session: SessionBase) -> None:
    """Set a password, or with None sign in without one; the other sessions end.

    Arguments:
        session: the one that goes on; the caller gives it its new hash.

    Errors:
        InvalidInput: too short, too common, or too much like name or address.
    """
    require(can_change_own_account(user))
    if password is None:
        user.set_unusable_password()
    else:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise InvalidInput(" ".join(error.messages)) from error
        user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user, but=session)
    audit.record(user, "change_password" if password else "remove_password", user)
    send_account_notice.enqueue(user.pk, Notice.PASSWORD_CHANGED)


@transaction.atomic
def add_code_app(*, user: User, secret: str, code: str, session: SessionBase) -> bool:
    """Add an app that shows codes; return whether recovery codes were made with it.

    Arguments:
        secret: as shown to the app, in base 32.
        code: what the app shows now.
        session: the one that goes on; of a first factor the others end.

    Errors:
        InvalidInput: the code is not the secret's, or there is an app already.
    """
    require(can_change_own_account(user))
    _lock(user)
    if factors_of(user).filter(type=Kind.TOTP).exists():
        raise InvalidInput(_("There is a code app already. Remove it to set up another one."))
    if not validate_totp_code(secret, "".join(filter(str.isdecimal, code))):
        raise InvalidInput(_("This is not the code that the app shows for it now."))
    TOTP.activate(user, secret)
    return _added(user, Kind.TOTP, session)


@transaction.atomic
def add_passkey(*, user: User, name: str, credential: dict[str, Any], session: SessionBase) -> bool:
    """Add a passkey; return whether recovery codes were made with it.

    Arguments:
        name: how its person calls it.
        credential: the browser's answer, checked already (`complete_registration`).
        session: as for a code app.
    """
    require(can_change_own_account(user))
    _lock(user)
    WebAuthn.add(user, name.strip()[:LONGEST_NAME], credential)
    return _added(user, Kind.WEBAUTHN, session)


@transaction.atomic
def remove_factor(*, user: User, factor_id: int) -> None:
    """Remove a code app or a passkey; with the last one the recovery codes go.

    Errors:
        NotFound: there is no such factor of this person.
        NotAllowed: the person must have one, and this is the last.
    """
    require(can_change_own_account(user))
    _lock(user)
    factor = factors_of(user).filter(pk=factor_id).first()
    if factor is None:
        raise NotFound
    require(can_remove_factor(user))
    kind = factor.type
    factor.delete()
    if not factors_of(user).exists():
        Authenticator.objects.filter(user_id=user.pk).delete()
    audit.record(user, "remove_factor", user, {"kind": kind})
    send_account_notice.enqueue(user.pk, Notice.FACTOR_REMOVED)


@transaction.atomic
def make_recovery_codes(*, user: User) -> list[str]:
    """Make ten new recovery codes in place of the earlier ones, and return them.

    Errors:
        InvalidInput: there is no second factor they could stand in for.
    """
    require(can_change_own_account(user))
    _lock(user)
    if not factors_of(user).exists():
        raise InvalidInput(_("Set up a code app or a passkey first."))
    Authenticator.objects.filter(user_id=user.pk, type=Kind.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(user).generate_codes()
    audit.record(user, "make_recovery_codes", user)
    send_account_notice.enqueue(user.pk, Notice.RECOVERY_CODES_MADE)
    return codes


@transaction.atomic
def label_session(*, user: User, key: str, label: str) -> None:
    """Call one of one's own sessions what one likes.

    Errors:
        NotFound: there is no such session of this person.
    """
    require(can_change_own_account(user))
    changed = AccountSession.objects.filter(user=user, pk=key).update(label=label.strip()[:60])
    if not changed:
        raise NotFound


@transaction.atomic
def end_session(*, user: User, key: str) -> None:
    """End one of one's own sessions.

    Errors:
        NotFound: there is no such session of this person.
    """
    require(can_change_own_account(user))
    ended, _by_model = AccountSession.objects.filter(user=user, pk=key).delete()
    if not ended:
        raise NotFound
    audit.record(user, "end_session", user)


@transaction.atomic
def end_other_sessions(*, user: User, session: SessionBase) -> int:
    """End all of one's own sessions but the one being used; return how many."""
    require(can_change_own_account(user))
    ended = end_sessions(user, but=session)
    audit.record(user, "end_other_sessions", user, {"sessions": ended})
    return ended


def _added(user: User, kind: str, session: SessionBase) -> bool:
    """Write a new factor down; a first one ends the sessions that were entered without it."""
    is_first = factors_of(user).count() == 1
    if is_first:
        end_sessions(user, but=session)
        RecoveryCodes.activate(user)
    audit.record(user, "add_factor", user, {"kind": kind})
    send_account_notice.enqueue(user.pk, Notice.FACTOR_ADDED)
    return is_first


def _lock(user: User) -> None:
    User.objects.select_for_update().get(pk=user.pk)
