"""Accounts: who may sign in, and the link that lets them in."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from tejido.core import audit
from tejido.core.access import allow_roles, require
from tejido.core.errors import Conflict, InvalidInput
from tejido.core.models import Role, User
from tejido.core.sign_in import create_link


@transaction.atomic
def invite_person(*, actor: User | None, email: str, role: Role | None, name: str = "") -> str:
    """Return a new sign-in link for a person, creating the account when there is none.

    Arguments:
        actor: a secretary; None is the installation itself (`tejido sign-in-link`).
        email: the account's name.
        role: the role of a new account; None for a person who has one.
        name: how the person is called on screen; only for a new account.

    Errors:
        NotAllowed: the actor is not of the secretariat.
        InvalidInput: not an e-mail address, or no role for a new account.
        Conflict: the account exists with another role, or is not active.
    """
    require(allow_roles(actor, Role.SECRETARY))
    address = _checked(email)
    user = User.objects.filter(email=address).first()
    if user is None:
        if role is None:
            raise InvalidInput(_("There is no such account yet: say which role it gets."))
        user = User.objects.create_user(address, role=role, name=name)
        audit.record(actor, "create_account", user, {"role": role})
    elif role is not None and user.role != role:
        raise Conflict(_("This account has another role."), code="other-role")
    elif not user.is_active:
        raise Conflict(_("This account is not active."), code="inactive")
    audit.record(actor, "create_sign_in_link", user)
    return create_link(user)


def _checked(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise InvalidInput(_("This is not an e-mail address.")) from error
    return address
