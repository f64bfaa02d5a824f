"""The table of who gets what at which address, and the words it is written in.

Each app lists its routes in `tests/routes.py` (and `routes_*.py`); `tests/test_permissions.py`
walks every address of the project with every role and method, and fails on one without a row.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

ROLES = ("anonymous", "delegate", "reviewer", "analyst", "secretary")
Answers = Mapping[str, int]


def everyone(status: int = 200) -> Answers:
    """Everybody gets the same answer."""
    return dict.fromkeys(ROLES, status)


def only(*roles: str, status: int = 200, others: int = 403) -> Answers:
    """The named roles get `status`, all others are refused."""
    return {role: status if role in roles else others for role in ROLES}


@dataclass(frozen=True, slots=True)
class Route:
    """What each role gets at one address.

    Arguments:
        get: answers to GET by role; None where GET is not served (405).
        post: answers to POST by role; None where POST is not served (405).
        args: makes the objects the address needs and returns its arguments.
        data: form fields of the POST; a callable is called after `args`.
    """

    get: Answers | None = None
    post: Answers | None = None
    args: Callable[[], Sequence[object]] = tuple
    data: Mapping[str, object] | Callable[[], Mapping[str, object]] = field(default_factory=dict)
