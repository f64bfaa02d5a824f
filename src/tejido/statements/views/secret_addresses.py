"""Pages whose address is itself the key."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse


def kept_secret(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let nobody keep, index or pass on the address of a page that is itself the key.

    The policy sends the address to this installation alone, which logs none: with `no-referrer`
    browsers send no origin with the form either, and the cross-site protection refuses it.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
        response = view(request, *args, **given)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return answer
