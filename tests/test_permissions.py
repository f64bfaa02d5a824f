"""Every address of the project, walked by every role and method, against the apps' tables."""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tejido.core.models import Role, User
from tejido.core.tests.permissions import ROLES, Answers, Route


def _route_names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            namespace = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _route_names(pattern.url_patterns, namespace)
        else:
            yield f"{prefix}{pattern.name}"


def _tables() -> dict[str, Route]:
    found: dict[str, Route] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("tejido."):
            for module in sorted(Path(app.path, "tests").glob("routes*.py")):
                found.update(import_module(f"{app.name}.tests.{module.stem}").ROUTES)
    return found


ROUTES = _tables()
CASES = [
    (name, role, method) for name in sorted(ROUTES) for role in ROLES for method in ("get", "post")
]


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    """A route without a row in a table fails, and so does a row without a route."""
    assert sorted(set(_route_names(get_resolver().url_patterns))) == sorted(ROUTES)


def _person(role: str) -> User | None:
    if role == "anonymous":
        return None
    return User.objects.create_user(
        f"{role}@example.org", role=Role(role), invited_by_secretariat=True
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "role", "method"), CASES)
def test_answer(
    name: str, role: str, method: str, client_of: Callable[[User | None], Client]
) -> None:
    """Each role gets what the table says, and 405 where the method is not served."""
    route = ROUTES[name]
    answers: Answers | None = route.get if method == "get" else route.post
    # The person first: a row may give whoever has the role's address a mandate.
    client = client_of(_person(role))
    address = reverse(name, args=list(route.args()))
    data: Mapping[str, object] = route.data() if callable(route.data) else route.data
    response = client.get(address) if method == "get" else client.post(address, data=data)
    # A file that is handed out has no content of its own.
    said = b"" if response.streaming else response.content[:2000]
    response.close()
    assert response.status_code == (answers[role] if answers else 405), said
