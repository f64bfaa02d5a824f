"""What holds for every answer: refusals as a page or problem+json, and who may keep a copy."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import get_language

from tejido.core.errors import DomainError, NotAllowed, NotFound, TooLarge


class DomainErrorMiddleware:
    """Answers a DomainError with its message: HTML for a reader, RFC 9457 for a program."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refusal = _refusal_of_request(request)
        response = error_response(request, refusal) if refusal else self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        _keep_private(request, response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer domain errors; let everything else go on to the 500 page."""
        if not isinstance(error, DomainError):
            return None
        return error_response(request, error)


def _refusal_of_request(request: HttpRequest) -> DomainError | None:
    """Refuse what no page takes, before the body is read: the first to read it is a middleware.

    PostgreSQL takes no NUL in a text, so no address with one names anything.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > settings.MAX_REQUEST_BYTES:
        return _too_large(request)
    if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        return NotFound()
    return None


def _too_large(request: HttpRequest) -> TooLarge:
    """Say what the page itself says to do with more than it takes (`form_pages.takes_files`)."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return TooLarge()
    return TooLarge(getattr(view, "when_too_large", None))


def _keep_private(request: HttpRequest, response: HttpResponse) -> None:
    """Let nothing keep what a session reads: the phone may be a borrowed one.

    What anybody may read is asked for again each time, so that a withdrawal takes effect at once.
    """
    response.headers.setdefault("Cache-Control", "no-cache")
    is_told = "no-store" in response.headers["Cache-Control"]
    if settings.SESSION_COOKIE_NAME in request.COOKIES and not is_told:
        response.headers["Cache-Control"] = "private, no-store"


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
