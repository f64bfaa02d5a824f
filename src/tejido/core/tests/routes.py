"""Who gets what at core's addresses: signing in, and one's own account."""

from tejido.core.models import User
from tejido.core.sign_in import create_link
from tejido.core.tests.permissions import Route, everyone, only

SIGNED_IN = ("delegate", "reviewer", "analyst", "secretary")
THEIRS = only(*SIGNED_IN)
DONE = only(*SIGNED_IN, status=302)


def _token() -> tuple[str]:
    user = User.objects.create_user("nadia@example.org")
    return (create_link(user).rstrip("/").rsplit("/", 1)[1],)


def _session_of_another() -> tuple[str]:
    """Whoever asks, it is not theirs: the walk signs its person in afterwards."""
    return ("0" * 64,)


ROUTES = {
    "core:sign_in_page": Route(get=everyone()),
    "core:sign_in": Route(get=everyone(), post=everyone(302), args=_token),
    "core:sign_out": Route(post=everyone(302)),
    "core:ask_code": Route(post=everyone(302), data={"email": "nobody@example.org"}),
    "core:enter_code": Route(get=everyone(302), post=everyone(302)),
    "core:sign_in_password": Route(
        get=everyone(), post=everyone(422), data={"email": "nobody@example.org", "password": "x"}
    ),
    "core:passkey_sign_in": Route(get=everyone(), post=everyone(302), data={"credential": "{}"}),
    "core:second_factor": Route(get=everyone(302), post=everyone(302)),
    "core:account": Route(get=THEIRS),
    "core:confirm": Route(
        get=THEIRS,
        # Who has neither factor nor password signs in anew.
        post={"anonymous": 403, "delegate": 302, "reviewer": 302, "analyst": 302, "secretary": 422},
        data={"code": "000000"},
    ),
    "core:set_language": Route(post=DONE, data={"language": "en"}),
    "core:password": Route(get=DONE, post=DONE, data={"password": "x"}),
    "core:session_list": Route(get=THEIRS),
    "core:session_label": Route(
        post=only(*SIGNED_IN, status=404), args=_session_of_another, data={"label": "x"}
    ),
    "core:session_end": Route(post=only(*SIGNED_IN, status=404), args=_session_of_another),
    "core:sessions_end_others": Route(post=DONE),
    "core:factor_list": Route(get=THEIRS),
    # The session of the walk confirmed nothing, so all that changes an account asks for that first.
    "core:code_app": Route(get=DONE, post=DONE, data={"code": "000000"}),
    "core:passkey_add": Route(get=DONE, post=DONE, data={"credential": "{}", "name": "x"}),
    "core:factor_remove": Route(post=DONE, args=lambda: (1,)),
    "core:recovery_codes": Route(get=THEIRS, post=DONE),
    "core:recovery_codes_file": Route(post=DONE),
}
