"""Who may do what with accounts."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from tejido.core.access import SIGN_IN_FIRST, AccessResult, Allowed, Denied, allow_roles
from tejido.core.accounts.factors import factors_of, needs_factor
from tejido.core.models import AccountFreeze, AuditEntry, FactorReset, Role, User
from tejido.core.queries.people import is_new_secretary

Reader = User | AnonymousUser | None

NOT_ONESELF = Denied(_("Nobody decides this about their own account. Ask another secretary."))
LAST_SECRETARY = Denied(_("This is the last secretary who can sign in. Invite another one first."))
FACTORS_FIRST = Denied(
    _(
        "Its second factors may be on the device that was seized. Have them removed first, or say"
        " that none of them was on it."
    )
)
NEW_SECRETARY = Denied(
    _("A secretary for less than 7 days does not confirm this. Ask another one.")
)


def can_manage_people(user: Reader) -> AccessResult:
    """The secretariat keeps the list of people, invites them and gives them their role."""
    return allow_roles(user, Role.SECRETARY)


def can_change_own_account(user: Reader) -> AccessResult:
    """Everybody with an active account changes their own."""
    return allow_roles(user, *Role) if user is not None else SIGN_IN_FIRST


def can_change_role(user: Reader, person: User) -> AccessResult:
    """A secretary gives others a role, and never leaves the coalition without a secretary."""
    return _can_manage_another(user, person.pk) and _not_the_last(person)


def can_freeze(user: Reader, person: User) -> AccessResult:
    """Any secretary, any account, their own too; the last secretary's only by command."""
    allowed = can_manage_people(user)
    if not allowed:
        return allowed
    if not person.is_active:
        return Denied(_("This account is not active already."))
    return Allowed() if user is None else _not_the_last(person)


def can_unfreeze(user: Reader, person: User, *, keep_factors: bool = False) -> AccessResult:
    """A secretary other than the one whose account was frozen, once its factors are removed.

    A passkey on the seized device would sign in again. One secretary alone removes no factors, so
    opening does not do it: two remove them first, or one says that none was on the device.
    """
    allowed = _can_manage_another(user, person.pk)
    if not allowed:
        return allowed
    if not AccountFreeze.objects.filter(user=person, lifted_at=None).exists():
        return Denied(_("This account is not frozen."))
    if not keep_factors and factors_of(person).exists():
        return FACTORS_FIRST
    return Allowed()


def can_ask_factor_reset(user: Reader, person: User) -> AccessResult:
    """A secretary asks for the second factors of somebody else to be removed."""
    allowed = _can_manage_another(user, person.pk)
    if not allowed:
        return allowed
    if not factors_of(person).exists():
        return Denied(_("This account has no second factor to remove."))
    return Allowed()


def can_confirm_factor_reset(user: Reader, reset: FactorReset) -> AccessResult:
    """A second secretary: neither the one who asked nor the one it is about.

    Nor one made shortly before: one alone could make the second one.

    Declining is any secretary's: it leaves everything as it is.
    """
    allowed = can_manage_people(user)
    if not allowed:
        return allowed
    if user is not None and user.pk in {reset.user_id, reset.asked_by_id}:
        return Denied(_("A second secretary confirms this, neither who asked nor whose it is."))
    is_new = isinstance(user, User) and is_new_secretary(user, reset)
    return NEW_SECRETARY if is_new else Allowed()


def can_review_act(user: Reader, entry: AuditEntry) -> AccessResult:
    """A secretary reviews what others did."""
    return _can_manage_another(user, entry.actor_id)


def can_remove_factor(person: User) -> AccessResult:
    """Whoever must have a second factor keeps at least one."""
    if needs_factor(person.role) and factors_of(person).count() < 2:
        return Denied(_("The secretariat needs a second factor. Add another one first."))
    return Allowed()


def _can_manage_another(user: Reader, pk: int | None) -> AccessResult:
    allowed = can_manage_people(user)
    return NOT_ONESELF if allowed and user is not None and user.pk == pk else allowed


def _not_the_last(person: User) -> AccessResult:
    others = User.objects.filter(role=Role.SECRETARY, is_active=True).exclude(pk=person.pk)
    if person.is_secretary and not others.exists():
        return LAST_SECRETARY
    return Allowed()
