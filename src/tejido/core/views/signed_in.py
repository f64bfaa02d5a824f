"""What the pages of an account share: whose it is, being sure of it, how long to wait."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import ngettext

from tejido.core.access import AccessResult, require
from tejido.core.accounts.access import can_change_own_account
from tejido.core.accounts.confirming import is_fresh
from tejido.core.errors import NotAllowed
from tejido.core.models import User


def person_of(request: HttpRequest) -> User:
    """Return who is signed in.

    Errors:
        NotAllowed: nobody.
    """
    return allowed_person(request, can_change_own_account(request.user))


def allowed_person(request: HttpRequest, result: AccessResult) -> User:
    """Return who is signed in, when what they ask for is allowed.

    Errors:
        NotAllowed: it is not, or nobody is signed in.
    """
    require(result)
    if not isinstance(request.user, User):
        raise NotAllowed
    return request.user


def confirmation_needed(request: HttpRequest, back: str, *args: int | str) -> HttpResponse | None:
    """Return where to confirm who one is, or None when that was done a short while ago.

    Arguments:
        back: name of the page to go on with afterwards.
        args: of its address.
    """
    if is_fresh(request.session):
        return None
    wanted = urlencode({"next": reverse(back, args=args)})
    return HttpResponseRedirect(f"{reverse('core:confirm')}?{wanted}")


def safe_path(request: HttpRequest, wanted: str | None) -> str:
    """Return a path of this installation to go to, or "" for anything else."""
    if not wanted or not wanted.startswith("/"):
        return ""
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else ""


def go_on(request: HttpRequest, wanted: str | None, otherwise: str) -> HttpResponse:
    """Go where the person wanted to, or to the named page."""
    return redirect(safe_path(request, wanted) or otherwise)


def wait_in_words(seconds: float) -> str:
    """Return how long to wait, in minutes rounded up."""
    minutes = max(1, -int(-seconds // 60))
    return ngettext(
        "Too many tries. Wait %(minutes)d minute, or sign in another way.",
        "Too many tries. Wait %(minutes)d minutes, or sign in another way.",
        minutes,
    ) % {"minutes": minutes}
