"""Signing in as a person does: the addresses of the pages, and what is typed there."""

from typing import TYPE_CHECKING

from django.test import Client

from tejido.core.accounts.codes import code_of
from tejido.core.models import SignInCode, User

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

ASK = "/es/entrar/pedir-codigo/"
CODE = "/es/entrar/codigo/"
PASSWORD_PAGE = "/es/entrar/contrasena/"
FACTOR = "/es/entrar/segundo-factor/"
UNKNOWN = "nobody@example.org"


def signed_in(client: Client) -> int | None:
    """Return the id of the person signed in in a browser."""
    found = client.session.get("_auth_user_id")
    return int(found) if found else None


def last_code() -> str:
    """Return the code that was asked for last."""
    return code_of(SignInCode.objects.latest("pk"))


def with_password(user: User) -> User:
    """Give a person a password."""
    user.set_password("una frase larga")
    user.save()
    return user


def try_password(client: Client, email: str, password: str) -> "Answer":
    """Send the form that takes a password."""
    return client.post(PASSWORD_PAGE, {"email": email, "password": password})
