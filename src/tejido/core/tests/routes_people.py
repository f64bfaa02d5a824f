"""Who gets what at the addresses of the people with an account: the secretariat alone."""

from datetime import timedelta

from django.utils import timezone

from tejido.core import audit
from tejido.core.actions import freeze_account
from tejido.core.models import Role, User
from tejido.core.tests.factors import a_reset, give_factor
from tejido.core.tests.permissions import Route, only

PAGE = only("secretary")
DONE = only("secretary", status=302)


def _nadia() -> User:
    return give_factor(User.objects.create_user("nadia@example.org", name="Nadia"))


def _person() -> tuple[int]:
    return (_nadia().pk,)


def _frozen() -> tuple[int]:
    user = _nadia()
    audit.record(user, "sign_in", user)
    freeze_account(actor=None, person=user, since=timezone.now() - timedelta(hours=1))
    return (user.pk,)


def _reset() -> tuple[int]:
    return (a_reset().pk,)


def _act() -> tuple[int]:
    user = _nadia()
    return (audit.record(user, "sign_in", user).pk,)


ROUTES = {
    "core:people": Route(get=PAGE),
    "core:invite": Route(
        get=DONE,
        post=DONE,
        data={"email": "nueva@example.org", "role": Role.DELEGATE, "language": "es"},
    ),
    "core:person": Route(get=PAGE, args=_person),
    "core:person_link": Route(post=DONE, args=_person),
    "core:person_role": Route(post=DONE, args=_person, data={"role": Role.REVIEWER}),
    "core:person_freeze": Route(post=DONE, args=_person),
    "core:freeze_made": Route(post=DONE, args=_frozen, data={"since": "2026-01-01T00:00:00+00:00"}),
    "core:person_unfreeze": Route(post=DONE, args=_frozen),
    "core:reset_ask": Route(post=DONE, args=_person, data={"reason": "x"}),
    "core:acts": Route(get=PAGE, args=_frozen),
    "core:act_review": Route(post=DONE, args=_act, data={"verdict": "stands"}),
    "core:reset_confirm": Route(post=DONE, args=_reset),
    "core:reset_decline": Route(post=DONE, args=_reset),
}
