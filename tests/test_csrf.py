"""No form is taken without its token, wherever it is sent."""

import pytest
from django.test import Client
from django.urls import reverse

from tejido.core.models import User
from tests.test_permissions import ROUTES

pytestmark = pytest.mark.django_db

# A mail program unsubscribes its user with one click (RFC 8058): the derived token in the address
# takes the form token's place, and all that it can do is end mails.
SENT_BY_PROGRAMS = {"notifications:one_click"}
POSTED = sorted(
    name for name, route in ROUTES.items() if route.post and name not in SENT_BY_PROGRAMS
)


@pytest.mark.parametrize("name", POSTED)
def test_a_form_without_its_token_is_refused(alice: User, name: str) -> None:
    route = ROUTES[name]
    address = reverse(name, args=list(route.args()))
    data = route.data() if callable(route.data) else route.data
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    assert client.post(address, data).status_code == 403
    client.cookies["csrftoken"] = "a" * 32
    assert client.post(address, {**data, "csrfmiddlewaretoken": "b" * 32}).status_code == 403
