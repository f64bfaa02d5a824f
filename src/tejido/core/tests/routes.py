"""Who gets what at core's addresses."""

from tejido.core.models import User
from tejido.core.sign_in import create_link
from tejido.core.tests.permissions import Route, everyone


def _token() -> tuple[str]:
    user = User.objects.create_user("nadia@example.org")
    return (create_link(user).rstrip("/").rsplit("/", 1)[1],)


ROUTES = {
    "core:sign_in_help": Route(get=everyone()),
    "core:sign_in": Route(get=everyone(), post=everyone(302), args=_token),
    "core:sign_out": Route(post=everyone(302)),
}
