"""Who belongs to the coalition, and so reads what is the coalition's own.

Every role but the delegate's does, as the secretariat alone gives it, and so do delegates whom the
secretariat invited. Any other delegate, such as one whose account an organization's contact made by
granting a mandate, belongs for as long as an app above has a ground for it; without one, no longer.
The answer is a condition, part of each query that shows something: nothing has to run for it.
"""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Q

from tejido.core.models import Role, User

Ground = Callable[[User], Exists]

_grounds: dict[str, Ground] = {}


def register_ground(name: str, ground: Ground) -> None:
    """Say what makes an account belong; called from an app's `ready`.

    Arguments:
        name: unique; registering it again replaces the ground.
        ground: is given the account and returns a condition that mentions no row of the query it
            becomes part of.
    """
    _grounds[name] = ground


def belongs(user: User | AnonymousUser | None) -> Q:
    """Return the condition under which somebody reads what is the coalition's own.

    It is true or false alike for every row of the query it becomes part of.
    """
    never = Q(pk__isnull=True)
    if not isinstance(user, User) or not user.is_active:
        return never
    if _by_the_account(user):
        return Q(pk__isnull=False)
    return reduce(or_, (Q(ground(user)) for ground in _grounds.values()), never)


def _by_the_account(user: User) -> bool:
    return user.role != Role.DELEGATE or user.invited_by_secretariat
