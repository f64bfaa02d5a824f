"""The error pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tejido.core.errors import DomainError, InvalidInput, NotAllowed, NotFound
from tejido.core.middleware import error_response


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
