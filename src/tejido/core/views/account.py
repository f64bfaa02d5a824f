"""One's own account: what is asked, language, password, sessions."""

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tejido.core import actions
from tejido.core.accounts.confirming import check_confirmation, note_confirmed, way_to_confirm
from tejido.core.accounts.factors import (
    Kind,
    factors_of,
    must_enrol,
    needs_factor,
    unused_recovery_codes,
)
from tejido.core.accounts.passkeys import options_to_enter, passkey_shown
from tejido.core.accounts.sessions import own_key
from tejido.core.form_pages import refusals_on, show_form
from tejido.core.forms import (
    ConfirmPasswordForm,
    CredentialForm,
    FactorCodeForm,
    LabelForm,
    LanguageForm,
    NewPasswordForm,
)
from tejido.core.models import AccountSession, User
from tejido.core.panels import account_panels
from tejido.core.views.signed_in import confirmation_needed, go_on, person_of, wait_in_words


@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show what is asked of the person, and what their account is set to."""
    user = person_of(request)
    context = {
        "panels": account_panels(user),
        "notifications": _notifications(),
        "language": LanguageForm(initial={"language": user.language}),
        "factors": list(factors_of(user)),
        "recovery_codes": len(unused_recovery_codes(user)),
        "sessions": AccountSession.objects.filter(user=user).count(),
        "needs_factor": needs_factor(user.role),
    }
    return render(request, "core/account/account.html", context)


def _notifications() -> str:
    try:
        return reverse("notifications:notification_list")
    except NoReverseMatch:
        return ""


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the mails to oneself."""
    user = person_of(request)
    actions.set_language(user=user, language=request.POST.get("language", ""))
    messages.success(request, _("The language of mails is kept."))
    return redirect("core:account")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask once more who is here, before the account is changed."""
    user = person_of(request)
    way = way_to_confirm(user)
    form = (ConfirmPasswordForm if way == "password" else FactorCodeForm)(
        request.POST if "code" in request.POST else None
    )
    wanted = request.GET.get("next")
    if request.method == "POST":
        if way == "anew":
            logout(request)
            return redirect(f"{reverse('core:sign_in_page')}?{request.GET.urlencode()}")
        if _confirms(request, user, form):
            note_confirmed(request.session)
            return go_on(request, wanted, "core:account")
    has_passkey = factors_of(user).filter(type=Kind.WEBAUTHN).exists()
    context = {
        "way": way,
        "options": options_to_enter(user) if has_passkey else None,
        "must_enrol": must_enrol(user),
    }
    return show_form(request, "core/account/confirm.html", form, **context)


def _confirms(request: HttpRequest, user: User, form: ConfirmPasswordForm | FactorCodeForm) -> bool:
    credential = CredentialForm(request.POST)
    if credential.is_valid():
        if passkey_shown(request, credential.cleaned_data["credential"], user):
            return True
        messages.error(request, _("This passkey does not hold here. Try another way."))
        return False
    if not form.is_valid():
        return False
    holds, wait = check_confirmation(user, form.cleaned_data["code"])
    if not holds:
        form.add_error("code", wait_in_words(wait) if wait else _("This does not hold."))
    return holds


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Set or change the password, or remove it and sign in without one."""
    user = person_of(request)
    if response := confirmation_needed(request, "core:password"):
        return response
    removing = "remove" in request.POST
    form = NewPasswordForm(request.POST if "password" in request.POST else None)
    if removing or form.is_valid():
        chosen = None if removing else form.cleaned_data["password"]
        with refusals_on(form, "password"):
            actions.change_password(user=user, password=chosen, session=request.session)
            update_session_auth_hash(request, user)
            messages.success(request, _("This is kept, and your other sessions are ended."))
            return redirect("core:account")
    context = {"has_password": user.has_usable_password()}
    return show_form(request, "core/account/password.html", form, **context)


@never_cache
@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    """List the sessions of one's own: a name one gave, and a day."""
    user = person_of(request)
    rows = AccountSession.objects.filter(user=user).order_by("-last_day", "label", "pk")
    own = own_key(request.session)
    context = {
        "sessions": [
            (row, LabelForm(initial={"label": row.label}, auto_id=f"s{number}_%s"), row.pk == own)
            for number, row in enumerate(rows)
        ]
    }
    return render(request, "core/account/sessions.html", context)


@require_POST
def session_label(request: HttpRequest, key: str) -> HttpResponse:
    """Name one of one's own sessions."""
    actions.label_session(user=person_of(request), key=key, label=request.POST.get("label", ""))
    messages.success(request, _("The name of the device is kept."))
    return redirect("core:session_list")


@require_POST
def session_end(request: HttpRequest, key: str) -> HttpResponse:
    """End one of one's own sessions."""
    actions.end_session(user=person_of(request), key=key)
    if key == own_key(request.session):
        logout(request)
        return redirect("web:home")
    messages.success(request, _("The session is ended."))
    return redirect("core:session_list")


@require_POST
def sessions_end_others(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    ended = actions.end_other_sessions(user=person_of(request), session=request.session)
    text = ngettext("%(n)d other session is ended.", "%(n)d other sessions are ended.", ended)
    messages.success(request, text % {"n": ended})
    return redirect("core:session_list")
