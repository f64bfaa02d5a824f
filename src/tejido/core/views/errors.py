"""Signing in and out, and the error pages."""

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tejido.core.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound
from tejido.core.middleware import error_response
from tejido.core.sign_in import find_link, spend_link


@require_GET
def sign_in_help(request: HttpRequest) -> HttpResponse:
    """Say how to get a sign-in link."""
    return render(request, "core/sign_in_help.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button; a POST spends the link: a messenger that fetches it spends nothing."""
    if request.method != "POST":
        if find_link(token) is None:
            raise Conflict(_link_is_closed(), code="link-closed")
        return render(request, "core/sign_in.html")
    user = spend_link(token)
    if user is None:
        raise Conflict(_link_is_closed(), code="link-closed")
    login(request, user, backend="tejido.core.sign_in.SignInLinkBackend")
    messages.success(request, _("You are signed in."))
    return redirect("web:home")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("web:home")


def _link_is_closed() -> str:
    return _(
        "This sign-in link was used already or has expired. Ask the secretariat for a new one."
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400."""
    response = error_response(request, InvalidInput())
    response.status_code = 400
    return response


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    return error_response(request, NotAllowed())


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    return error_response(request, NotFound())


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without touching the database, which may be what failed."""
    error = DomainError(_("Something failed here, not with you. Try again in a few minutes."))
    return render(request, "core/error_500.html", {"error": error}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose protection token does not hold."""
    message = _("The form had expired. Go back, load the page again and send it once more.")
    return error_response(request, NotAllowed(message, code="form-expired"))
