"""The people with an account, for the secretariat: list, invite, role, freeze, lost factors."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tejido.core import actions
from tejido.core.access import require
from tejido.core.accounts.access import (
    can_ask_factor_reset,
    can_change_role,
    can_confirm_factor_reset,
    can_freeze,
    can_manage_people,
    can_unfreeze,
    get_person_for,
    get_reset_for,
)
from tejido.core.errors import InvalidInput
from tejido.core.form_pages import show_form
from tejido.core.forms import FreezeForm, InvitationForm, ResetForm, RoleForm
from tejido.core.models import Role, User
from tejido.core.queries.people import open_freeze, open_resets, people_with_account
from tejido.core.views.signed_in import confirmation_needed, person_of

PAGE_SIZE = 50


@never_cache
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List everybody with an account, and the resets that wait for a second secretary."""
    require(can_manage_people(request.user))
    page = Paginator(people_with_account(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "core/account/people.html", {"page": page, "resets": open_resets()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Make an account and the link that lets its person in; the link is shown once."""
    require(can_manage_people(request.user))
    user = person_of(request)
    # A session left open on a seized phone must not make accounts that outlive it.
    if response := confirmation_needed(request, "core:invite"):
        return response
    form = InvitationForm(request.POST or None)
    if not form.is_valid():
        return show_form(request, "core/account/invite.html", form)
    data = form.cleaned_data
    link = actions.invite_person(
        actor=user,
        email=data["email"],
        role=Role(data["role"]),
        name=data["name"],
        language=data["language"],
    )
    return _show_link(request, data["email"], link, by_mail=data["by_mail"])


@require_POST
def person_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a new sign-in link for somebody; it is shown once."""
    person = get_person_for(request.user, pk)
    if response := confirmation_needed(request, "core:person", pk):
        return response
    link = actions.invite_person(actor=person_of(request), email=person.email, role=None)
    return _show_link(request, person.email, link, by_mail=False)


def _show_link(request: HttpRequest, email: str, link: str, *, by_mail: bool) -> HttpResponse:
    context = {
        "email": email,
        "link": link,
        "by_mail": by_mail,
        "mailed": by_mail and actions.mail_invitation(email, link),
    }
    return render(request, "core/account/link.html", context)


@never_cache
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show somebody's account, and what may be done with it."""
    shown = get_person_for(request.user, pk)
    return _person_page(request, shown, ResetForm())


def _person_page(
    request: HttpRequest, shown: User, reset_form: ResetForm, status: int = 200
) -> HttpResponse:
    reader = person_of(request)
    reset = open_resets(shown).first()
    context = {
        "person": people_with_account().get(pk=shown.pk),
        "freeze": open_freeze(shown),
        "reset": reset,
        "may_change_role": can_change_role(reader, shown),
        "may_freeze": can_freeze(reader, shown),
        "may_unfreeze": can_unfreeze(reader, shown, keep_factors=True),
        "may_ask_reset": can_ask_factor_reset(reader, shown),
        "may_confirm_reset": can_confirm_factor_reset(reader, reset) if reset else None,
        "role_form": RoleForm(initial={"role": shown.role}),
        "freeze_form": FreezeForm(),
        "reset_form": reset_form,
    }
    return render(request, "core/account/person.html", context, status=status)


@require_POST
def person_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody another role."""
    shown = get_person_for(request.user, pk)
    if response := confirmation_needed(request, "core:person", pk):
        return response
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise InvalidInput(_("Choose one of the roles."))
    role = Role(form.cleaned_data["role"])
    actions.change_role(actor=person_of(request), person=shown, role=role)
    messages.success(request, _("The role is changed."))
    return redirect("core:person", pk)


@require_POST
def person_freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account at once, and go on to what it did."""
    shown = get_person_for(request.user, pk)
    form = FreezeForm(request.POST)
    # Whatever was typed as a time, the account is closed.
    since = form.cleaned_data["since"] if form.is_valid() else None
    reader = person_of(request)
    with_made = "with_made" in request.POST
    actions.freeze_account(actor=reader, person=shown, since=since, with_made=with_made)
    if reader.pk == shown.pk:
        logout(request)
        return redirect("web:home")
    messages.success(
        request, _("The account is frozen: its sessions are ended, its mandates suspended.")
    )
    return redirect("core:acts", pk)


@require_POST
def freeze_made(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the accounts that a frozen one made since a moment."""
    shown = get_person_for(request.user, pk)
    since = _moment(request.POST.get("since", ""))
    frozen = actions.freeze_made(actor=person_of(request), person=shown, since=since)
    text = ngettext("%(n)d account is frozen.", "%(n)d accounts are frozen.", frozen)
    messages.success(request, text % {"n": frozen})
    return redirect(f"{reverse('core:acts', args=[pk])}?since={timezone.localdate(since)}")


def _moment(sent: str) -> datetime:
    try:
        return timezone.localtime(datetime.fromisoformat(sent))
    except (ValueError, OverflowError) as error:
        raise InvalidInput(_("Say since when.")) from error


@require_POST
def person_unfreeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an account again."""
    shown = get_person_for(request.user, pk)
    if response := confirmation_needed(request, "core:person", pk):
        return response
    keep = "keep_factors" in request.POST
    actions.unfreeze_account(actor=person_of(request), person=shown, keep_factors=keep)
    messages.success(request, _("The account is open again. Its person signs in anew."))
    return redirect("core:person", pk)


@require_POST
def reset_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the second factors of somebody to be removed."""
    shown = get_person_for(request.user, pk)
    form = ResetForm(request.POST)
    if not form.is_valid():
        return _person_page(request, shown, form, status=422)
    reader = person_of(request)
    actions.ask_factor_reset(actor=reader, person=shown, reason=form.cleaned_data["reason"])
    messages.success(
        request, _("This waits for a second secretary, for two days. The person is told.")
    )
    return redirect("core:person", pk)


@require_POST
def reset_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, as the second secretary, that the second factors of somebody are removed."""
    reset = get_reset_for(request.user, pk)
    if response := confirmation_needed(request, "core:person", reset.user_id):
        return response
    actions.confirm_factor_reset(actor=person_of(request), reset=reset)
    messages.success(request, _("The second factors are removed. The person is told."))
    return redirect("core:person", reset.user_id)


@require_POST
def reset_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Decline a reset."""
    reset = get_reset_for(request.user, pk)
    actions.decline_factor_reset(actor=person_of(request), reset=reset)
    messages.success(request, _("Declined. Nothing has changed."))
    return redirect("core:person", reset.user_id)
