"""One middleware turns a domain error into a page, or into problem+json."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from tejido.core.errors import DomainError, NotAllowed


class DomainErrorMiddleware:
    """Answers a DomainError with its message: HTML for a reader, RFC 9457 for a program."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer domain errors; let everything else go on to the 500 page."""
        if not isinstance(error, DomainError):
            return None
        return error_response(request, error)


def error_response(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Return the answer to a refusal in the form the client asked for."""
    preferred = request.get_preferred_type(
        ["text/html", "application/problem+json", "application/json"]
    )
    if preferred in {"application/problem+json", "application/json"}:
        return problem(error)
    may_sign_in = isinstance(error, NotAllowed) and not request.user.is_authenticated
    context = {"error": error, "may_sign_in": may_sign_in}
    return render(request, "core/error.html", context, status=error.status)


def problem(error: DomainError) -> JsonResponse:
    """Return an RFC 9457 problem document."""
    body = {
        "type": f"urn:tejido:problem:{error.code}",
        "title": str(error.message),
        "status": error.status,
    }
    return JsonResponse(
        body,
        status=error.status,
        content_type="application/problem+json",
        headers={"Content-Language": get_language() or "es"},
    )
