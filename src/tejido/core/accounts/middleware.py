"""What holds wherever somebody is signed in: a day is noted, and a secretary has two factors."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tejido.core.accounts.factors import must_enrol
from tejido.core.accounts.sessions import note_day
from tejido.core.errors import NotAllowed
from tejido.core.middleware import error_response
from tejido.core.models import User

# Where somebody may go who has yet to set up a second factor.
WITHOUT_FACTOR = {
    "core:code_app",
    "core:confirm",
    "core:factor_list",
    "core:passkey_add",
    "core:sign_out",
}


class AccountMiddleware:
    """Leads whoever must have a second factor and has none to set one up, before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Answer in the view's place where it may not be reached yet."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        user = request.user
        if not isinstance(user, User):
            return None
        note_day(request.session, user)
        match = request.resolver_match
        if match is None or match.view_name in WITHOUT_FACTOR or not must_enrol(user):
            return None
        text = _("The secretariat needs a second factor. Set one up before you go on.")
        if request.method in {"GET", "HEAD"}:
            messages.warning(request, text)
            return redirect("core:factor_list")
        return error_response(request, NotAllowed(text, code="second-factor-needed"))
