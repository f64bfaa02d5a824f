"""Mandates: one's own, those of the coalition, and granting, putting off, taking back."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tejido.coalition.access import (
    can_grant_mandate,
    can_look_after_people,
    can_release,
    can_renew_mandate,
    can_see_all_mandates,
    get_mandate_for,
    get_organization_for,
    signed_in,
)
from tejido.coalition.actions import (
    appoint_delegate,
    release_mandate,
    renew_mandate,
    revoke_mandate,
)
from tejido.coalition.domain.mandates import a_year_from
from tejido.coalition.forms import MandateForm, RenewForm
from tejido.coalition.queries import (
    MandateFilter,
    ended_mandates_of,
    mandates_found,
    organizations_looked_after,
    standing_mandates_of,
)
from tejido.coalition.wording import lines_of, person_shown
from tejido.core.access import require
from tejido.core.form_pages import entered, show_form
from tejido.core.views.signed_in import confirmation_needed

PAGE_SIZE = 50
_PAGE = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
def my_mandates(request: HttpRequest) -> HttpResponse:
    """Show a person for whom they act and which organizations they look after."""
    person = signed_in(request.user)
    ended = Paginator(ended_mandates_of(person), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "standing": standing_mandates_of(person),
        "page": ended,
        "looked_after": organizations_looked_after(person),
        "may_see_all": can_see_all_mandates(person),
    }
    return render(request, "coalition/my_mandates.html", context)


@never_cache
@require_safe
def mandate_list(request: HttpRequest) -> HttpResponse:
    """Show the secretariat every mandate of the coalition, limited to what needs a look."""
    person = signed_in(request.user)
    require(can_see_all_mandates(person))
    chosen = request.GET.get("show", "")
    filters = [filter.value for filter in MandateFilter]
    shown = MandateFilter(chosen) if chosen in filters else MandateFilter.STANDING
    page = Paginator(mandates_found(shown), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": lines_of(page, person),
        "filters": MandateFilter,
        "shown": shown,
    }
    return render(request, "coalition/mandate_list.html", context)


@never_cache
@require_http_methods(_PAGE)
def mandate_grant(request: HttpRequest, key: str) -> HttpResponse:
    """Let a person act for an organization."""
    actor = signed_in(request.user)
    organization = get_organization_for(actor, key)
    require(can_grant_mandate(actor, organization))
    # A session left open on a seized phone must not let anybody in who outlives it.
    if response := confirmation_needed(request, "coalition:mandate_grant", organization.key):
        return response
    today = timezone.localdate()
    form = MandateForm(
        request.POST or None, initial={"starts_on": today, "ends_on": a_year_from(today)}
    )
    made = entered(
        request,
        form,
        lambda: appoint_delegate(actor=actor, organization=organization, **form.cleaned_data),
    )
    if made:
        messages.success(request, _("The mandate is granted. The person is told by e-mail."))
        return redirect("coalition:people", organization.key)
    return show_form(request, "coalition/mandate_form.html", form, organization=organization)


@never_cache
@require_http_methods(_PAGE)
def mandate_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Put off the end of a mandate."""
    actor = signed_in(request.user)
    mandate = get_mandate_for(actor, pk)
    require(can_renew_mandate(actor, mandate))
    organization = mandate.organization.merged_into or mandate.organization
    later = a_year_from((mandate.ends_on or timezone.localdate()) + timedelta(days=1))
    form = RenewForm(request.POST or None, initial={"ends_on": later})
    made = entered(
        request, form, lambda: renew_mandate(actor=actor, mandate=mandate, **form.cleaned_data)
    )
    if made:
        messages.success(request, _("The mandate is extended."))
        return redirect("coalition:people", organization.key)
    return show_form(
        request,
        "coalition/mandate_renew.html",
        form,
        organization=organization,
        mandate=mandate,
        person=person_shown(mandate.user, actor),
    )


@never_cache
@require_http_methods(_PAGE)
def mandate_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then take a mandate back, or give one's own back."""
    actor = signed_in(request.user)
    mandate = get_mandate_for(actor, pk)
    organization = mandate.organization.merged_into or mandate.organization
    looks_after = can_look_after_people(actor, organization)
    if request.method == "POST":
        revoke_mandate(actor=actor, mandate=mandate)
        messages.success(request, _("The mandate has ended: nobody acts under it any more."))
        if looks_after:
            return redirect("coalition:people", organization.key)
        return redirect("coalition:my_mandates")
    context = {
        "organization": organization,
        "mandate": mandate,
        "own": mandate.user_id == actor.pk,
        "person": person_shown(mandate.user, actor),
        "looks_after": looks_after,
    }
    return render(request, "coalition/mandate_revoke.html", context)


@require_POST
def mandate_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a mandate that was held count again."""
    actor = signed_in(request.user)
    mandate = get_mandate_for(actor, pk)
    require(can_release(actor))
    organization = mandate.organization.merged_into or mandate.organization
    if response := confirmation_needed(request, "coalition:people", organization.key):
        return response
    release_mandate(actor=actor, mandate=mandate)
    messages.success(request, _("This counts again."))
    return redirect("coalition:people", organization.key)
