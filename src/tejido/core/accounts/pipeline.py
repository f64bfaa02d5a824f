"""From a first factor to a session: the one way in, whatever the first factor was."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.stages import LoginStage, LoginStageController
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tejido.core.accounts.factors import has_factor
from tejido.core.models import User

MOST_TRIES = 5


class SecondFactorStage(LoginStage):  # type: ignore[misc]
    """Stops whoever has a second factor until it is shown; a passkey alone is both at once."""

    key = "second_factor"
    urlname = "core:second_factor"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Return where to show it, or nothing when there is none to show."""
        user = self.login.user
        if not has_factor(user) or did_use_passwordless_login(self.request, user):
            return None, True
        return redirect(self.urlname), True

    def is_open(self) -> bool:
        """Say whether the account is still as it was when this began, and tries are left."""
        user = self.login.user
        begun_before = self.login.state.get("epoch") != user.sign_in_epoch
        return user.is_active and not begun_before and self.state.get("tries", 0) < MOST_TRIES


def begin_sign_in(
    request: HttpRequest, user: User, *, way: str, wanted: str | None = None
) -> HttpResponse:
    """Go on after a first factor held: to the second one, or in.

    Arguments:
        user: whom the first factor shows.
        way: which it was, for the audit log: "link", "code" or "password".
        wanted: path to go to afterwards.

    Errors:
        Conflict: the account is not active.
    """
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, user, way)
    return _perform(request, user, way, wanted)


def enter_with_passkey(request: HttpRequest, user: User) -> HttpResponse:
    """Go in after a passkey held (`allauth` has recorded it): it is two factors in one."""
    return _perform(request, user, "passkey", None)


def _perform(request: HttpRequest, user: User, way: str, wanted: str | None) -> HttpResponse:
    login = Login(
        user=user,
        redirect_url=wanted,
        signal_kwargs={"way": way},
        state={"epoch": user.sign_in_epoch},
    )
    response: HttpResponse = perform_login(request, login)
    return response


def waiting_stage(request: HttpRequest) -> SecondFactorStage | None:
    """Return the sign-in of this browser that waits for its second factor."""
    stage = LoginStageController.enter(request, SecondFactorStage.key)
    if not isinstance(stage, SecondFactorStage):
        return None
    if not stage.is_open():
        clear_login(request)
        return None
    return stage
