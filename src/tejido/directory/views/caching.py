"""What a browser may keep."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

View = Callable[..., HttpResponse]


def kept_for_nobody_signed_in(view: View) -> View:
    """Let no browser keep what somebody signed in reads: the phone may be a borrowed one."""

    @wraps(view)
    def keep(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    return keep
