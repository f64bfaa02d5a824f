"""Signing in: by code, password, passkey or link; the second factor; signing out.

Whether an address has an account changes neither an answer nor the work that leads to it.
"""

from allauth.account.internal.stagekit import stash_login
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tejido.core.accounts.codes import begin_attempt, enter_code, find_attempt
from tejido.core.accounts.factors import Kind, check_code, factors_of
from tejido.core.accounts.passkeys import options_to_enter, passkey_shown
from tejido.core.accounts.pipeline import (
    SecondFactorStage,
    begin_sign_in,
    enter_with_passkey,
    waiting_stage,
)
from tejido.core.errors import Conflict
from tejido.core.form_pages import show_form
from tejido.core.forms import (
    AskCodeForm,
    CredentialForm,
    EnterCodeForm,
    FactorCodeForm,
    PasswordSignInForm,
)
from tejido.core.models import User
from tejido.core.sign_in import check_sign_in_password, find_link, spend_link
from tejido.core.tasks import send_sign_in_code
from tejido.core.views.signed_in import safe_path, wait_in_words

ATTEMPT = "sign_in_attempt"
WANTED = "wanted"


@require_safe
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """Offer the ways in; `next` is where to go afterwards."""
    wanted = safe_path(request, request.GET.get("next"))
    if wanted:
        request.session[WANTED] = wanted
    return _start(request, AskCodeForm())


@require_POST
def ask_code(request: HttpRequest) -> HttpResponse:
    """Have a code sent to an address, if it has an account; the page that follows is the same."""
    form = AskCodeForm(request.POST)
    if not form.is_valid():
        return _start(request, form, status=422)
    row, wait = begin_attempt(form.cleaned_data["email"])
    if row is None:
        form.add_error(None, wait_in_words(wait))
        form.add_error(None, _("Or open the last mail with a code: it holds a link that lets in."))
        return _start(request, form, status=429)
    send_sign_in_code.enqueue(row.pk)
    request.session[ATTEMPT] = row.attempt
    return redirect("core:enter_code")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code_page(request: HttpRequest) -> HttpResponse:
    """Take the code that was sent."""
    attempt = request.session.get(ATTEMPT, "")
    form = EnterCodeForm(request.POST or None)
    if form.is_valid():
        user = enter_code(attempt, form.cleaned_data["code"])
        if user is not None:
            del request.session[ATTEMPT]
            return _go_in(request, user, "code")
        form.add_error("code", _("This is not the code that was sent last, or it is too old."))
    if find_attempt(attempt) is None:
        messages.warning(request, _("Ask for a code first; one that is too old no longer holds."))
        return redirect("core:sign_in_page")
    return render(request, "core/account/enter_code.html", {"form": form}, status=_status(form))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_page(request: HttpRequest) -> HttpResponse:
    """Sign in with address and password."""
    form = PasswordSignInForm(request.POST or None)
    status = 200
    if form.is_valid():
        data = form.cleaned_data
        user, wait = check_sign_in_password(data["email"], data["password"])
        if user is not None:
            return _go_in(request, user, "password")
        text = wait_in_words(wait) if wait else _("Address and password do not belong together.")
        form.add_error(None, text)
        status = 429 if wait else 422
    return render(
        request, "core/account/sign_in_password.html", {"form": form}, status=_status(form, status)
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """Give the browser a challenge, and take its answer: a passkey is both factors at once."""
    if request.method != "POST":
        return JsonResponse(options_to_enter())
    form = CredentialForm(request.POST)
    shown = passkey_shown(request, form.cleaned_data["credential"]) if form.is_valid() else None
    if shown is None:
        messages.error(request, _("This passkey does not hold here. Sign in another way."))
        return redirect("core:sign_in_page")
    return enter_with_passkey(request, shown.user)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Take the second factor of a sign-in that waits for it."""
    stage = waiting_stage(request)
    if stage is None:
        return redirect("core:sign_in_page")
    form = FactorCodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST":
        if _is_shown(request, stage, form):
            response: HttpResponse = stage.exit()
            return response
        stage.state["tries"] = stage.state.get("tries", 0) + 1
        stash_login(request, stage.login)
    user = stage.login.user
    has_passkey = factors_of(user).filter(type=Kind.WEBAUTHN).exists()
    options = options_to_enter(user) if has_passkey else None
    return show_form(request, "core/account/second_factor.html", form, options=options)


def _is_shown(request: HttpRequest, stage: SecondFactorStage, form: Form) -> bool:
    user: User = stage.login.user
    factor: Authenticator | None = None
    credential = CredentialForm(request.POST)
    if credential.is_valid():
        factor = passkey_shown(request, credential.cleaned_data["credential"], user)
        if factor is None:
            messages.error(request, _("This passkey does not hold here. Try another way."))
    elif form.is_valid():
        factor, wait = check_code(user, form.cleaned_data["code"])
        if factor is None:
            text = wait_in_words(wait) if wait else _("This code does not hold.")
            form.add_error("code", text)
    return factor is not None


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
    return _go_in(request, user, "link")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("web:home")


def _go_in(request: HttpRequest, user: User, way: str) -> HttpResponse:
    wanted = request.session.pop(WANTED, None)
    return begin_sign_in(request, user, way=way, wanted=wanted)


def _start(request: HttpRequest, form: AskCodeForm, status: int = 200) -> HttpResponse:
    return render(request, "core/account/sign_in.html", {"form": form}, status=status)


def _status(form: Form, status: int = 422) -> int:
    return status if form.is_bound and form.errors else 200


def _link_is_closed() -> str:
    return _(
        "This sign-in link was used already or has expired. Ask the secretariat for a new one."
    )
