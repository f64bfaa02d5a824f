"""People with an account: invited by the secretariat, which gives them their role."""

from smtplib import SMTPException

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tejido.core import audit
from tejido.core.access import allow_roles, require
from tejido.core.accounts import mails
from tejido.core.accounts.access import can_change_role
from tejido.core.accounts.acting import acting
from tejido.core.accounts.sessions import end_sessions
from tejido.core.errors import Conflict, InvalidInput
from tejido.core.models import Role, User
from tejido.core.sign_in import create_link

# Any number, the same in every process: the name of the lock in PostgreSQL.
_DECIDING_LOCK = 5_310_877


@transaction.atomic
def invite_person(
    *,
    actor: User | None,
    email: str,
    role: Role | None,
    name: str = "",
    language: str = settings.LANGUAGE_CODE,
) -> str:
    """Return a new sign-in link for a person, creating the account when there is none.

    Arguments:
        actor: a secretary; None is the installation itself (`tejido sign-in-link`).
        email: the account's name.
        role: the role of a new account; None for a link alone. Saying the role of an account that
            a contact made is inviting its person in the secretariat's name.
        name: how the person is called on screen; only for a new account.
        language: of the mails to a new account, one of settings.LANGUAGES.

    Errors:
        NotAllowed: the actor is not of the secretariat.
        InvalidInput: not an e-mail address, no such language, or no role for a new account.
        Conflict: the account exists with another role, or is not active.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    actor = acting(actor, user)
    require(allow_roles(actor, Role.SECRETARY))
    address = _checked(email)
    if user is None:
        if role is None:
            raise InvalidInput(_("There is no such account yet: say which role it gets."))
        known_language(language)
        user = User.objects.create_user(
            address, role=role, name=name, language=language, invited_by_secretariat=True
        )
        audit.record(actor, "create_account", user, {"role": role})
    elif role is not None and user.role != role:
        raise Conflict(_("This account has another role."), code="other-role")
    elif not user.is_active:
        raise Conflict(_("This account is not active."), code="inactive")
    elif role is not None and not user.invited_by_secretariat:
        # A contact let them in before; now the secretariat does.
        user.invited_by_secretariat = True
        user.save(update_fields=["invited_by_secretariat"])
    audit.record(actor, "create_sign_in_link", user)
    return create_link(user)


def mail_invitation(email: str, link: str) -> bool:
    """Send a person the link just made for them; False when no mail server took it."""
    try:
        mails.send_invitation(User.objects.get(email=email.strip().lower()), link)
    except (SMTPException, OSError):
        return False
    return True


@transaction.atomic
def change_role(*, actor: User | None, person: User, role: Role) -> None:
    """Give somebody another role; their sessions go on, with what the new role may.

    Whoever let the person in, from now on it is the secretariat that did.
    Whoever becomes a secretary without a second factor is led to set one up.

    Errors:
        NotAllowed: not of the secretariat, one's own role, or the last secretary's.
    """
    person = lock_people(actor, person)
    require(can_change_role(actor, person))
    if person.role == role:
        return
    before, person.role = person.role, role
    person.invited_by_secretariat = True
    person.save(update_fields=["role", "invited_by_secretariat"])
    audit.record(actor, "change_role", person, {"before": before, "role": role})


def lock_people(actor: User | None, person: User, *others: User) -> User:
    """Return somebody as they are now, once nobody else decides about any account.

    Of two who freeze each other at once the second finds out here that they no longer may. One
    decides at a time, whoever it is about: what follows locks mandates and contacts that two
    accounts may have in common, each in an order of its own. The accounts are locked besides, in
    one statement and one order, for the acts that only refer to them (`core.accounts.acting`).

    Arguments:
        others: whose accounts the act changes too.

    Errors:
        NotAllowed: the actor is no longer active.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_DECIDING_LOCK])
    concerned = [person.pk, *(other.pk for other in others)]
    people = User.objects.filter(Q(pk__in=concerned) | Q(role=Role.SECRETARY)).order_by("pk")
    # no_key: a transaction that ends by checking its references to one of these accounts does not
    # wait for them. It may hold what this one waits for next: another account, or a mandate.
    rows = {row.pk: row for row in people.select_for_update(no_key=True)}
    if actor is not None and actor.pk in rows:
        require(allow_roles(rows[actor.pk], *Role))
    return rows.get(person.pk, person)


def end_all(person: User) -> int:
    """End the sessions of a person and every sign-in that has begun; return how many sessions."""
    person.sign_in_epoch += 1
    person.save(update_fields=["sign_in_epoch"])
    return end_sessions(person)


def known_language(language: str) -> None:
    """Refuse a language nothing is written in.

    Errors:
        InvalidInput: it is none of settings.LANGUAGES.
    """
    if language not in dict(settings.LANGUAGES):
        raise InvalidInput(_("Choose one of the languages offered."))


def _checked(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise InvalidInput(_("This is not an e-mail address.")) from error
    return address
