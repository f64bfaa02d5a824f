"""One's own second factors: code app, passkeys, recovery codes."""

from allauth.mfa.totp.internal.auth import clear_totp_secret, get_totp_secret
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tejido.core import actions
from tejido.core.accounts.access import can_remove_factor
from tejido.core.accounts.codes_shown import are_shown, hide, show
from tejido.core.accounts.factors import (
    Kind,
    factors_of,
    must_enrol,
    needs_factor,
    unused_recovery_codes,
)
from tejido.core.accounts.passkeys import is_new_passkey, options_to_add
from tejido.core.accounts.qr import qr_path
from tejido.core.form_pages import refusals_on, show_form
from tejido.core.forms import AppCodeForm, PasskeyForm
from tejido.core.views.signed_in import confirmation_needed, person_of


@never_cache
@require_safe
def factor_list(request: HttpRequest) -> HttpResponse:
    """List the code app and the passkeys, and say what is still needed."""
    user = person_of(request)
    found = list(factors_of(user))
    context = {
        "factors": found,
        "has_app": any(factor.type == Kind.TOTP for factor in found),
        "recovery_codes": len(unused_recovery_codes(user)),
        "must_enrol": must_enrol(user),
        "needs_factor": needs_factor(user.role),
        "may_remove": can_remove_factor(user),
    }
    return render(request, "core/account/factors.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code_app(request: HttpRequest) -> HttpResponse:
    """Set up an app that shows codes: a picture to scan, and the same in letters."""
    user = person_of(request)
    if response := confirmation_needed(request, "core:code_app"):
        return response
    form = AppCodeForm(request.POST or None)
    secret: str = get_totp_secret(regenerate=request.method != "POST")
    if form.is_valid():
        with refusals_on(form, "code"):
            made = actions.add_code_app(
                user=user,
                secret=secret,
                code=form.cleaned_data["code"],
                session=request.session,
            )
            clear_totp_secret(request)
            return _after_adding(request, made)
    path, size = qr_path(user, secret)
    context = {"secret": secret, "qr_path": path, "qr_size": size}
    return show_form(request, "core/account/code_app.html", form, **context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_add(request: HttpRequest) -> HttpResponse:
    """Make a passkey on the device in hand."""
    user = person_of(request)
    if response := confirmation_needed(request, "core:passkey_add"):
        return response
    form = PasskeyForm(request.POST or None)
    if form.is_valid():
        credential = form.cleaned_data["credential"]
        if is_new_passkey(credential):
            made = actions.add_passkey(
                user=user,
                name=form.cleaned_data["name"],
                credential=credential,
                session=request.session,
            )
            return _after_adding(request, made)
        form.add_error(None, _("The browser's answer does not hold. Try once more."))
    return show_form(request, "core/account/passkey_add.html", form, options=options_to_add(user))


def _after_adding(request: HttpRequest, made: bool) -> HttpResponse:
    messages.success(request, _("The second factor is added."))
    if not made:
        return redirect("core:factor_list")
    show(request.session)
    return redirect("core:recovery_codes")


@require_POST
def factor_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a code app or a passkey."""
    user = person_of(request)
    if response := confirmation_needed(request, "core:factor_list"):
        return response
    actions.remove_factor(user=user, factor_id=pk)
    messages.success(request, _("The second factor is removed."))
    return redirect("core:factor_list")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show new recovery codes, once; afterwards only how many are left."""
    user = person_of(request)
    if request.method == "POST":
        if response := confirmation_needed(request, "core:recovery_codes"):
            return response
        actions.make_recovery_codes(user=user)
        show(request.session)
        return redirect("core:recovery_codes")
    shown = are_shown(request.session)
    codes = unused_recovery_codes(user)
    context = {"codes": codes if shown else [], "left": len(codes)}
    return render(request, "core/account/recovery_codes.html", context)


@never_cache
@require_POST
def recovery_codes_file(request: HttpRequest) -> HttpResponse:
    """Give the codes being shown as a file, and show them no more."""
    user = person_of(request)
    if not are_shown(request.session):
        messages.warning(request, _("Recovery codes are shown once. Make new ones."))
        return redirect("core:recovery_codes")
    hide(request.session)
    lines = [_("Recovery codes for Tejido. Each works once."), "", *unused_recovery_codes(user)]
    return HttpResponse(
        "\n".join(lines) + "\n",
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="tejido.txt"'},
    )
