"""The list of organizations, the page of one, and what the secretariat writes of it."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tejido.core.form_pages import refusals_on, show_form
from tejido.directory.access import (
    can_edit_organizations,
    can_merge_organizations,
    can_see_history,
    can_split_organizations,
    get_organization_for,
    get_standing_organization_for,
    person,
)
from tejido.directory.actions import (
    StaleOrganization,
    create_organization,
    stored_data,
    update_organization,
)
from tejido.directory.domain.countries import subdivision_names
from tejido.directory.domain.organization_data import OrganizationData
from tejido.directory.domain.organization_state import differences, state_of
from tejido.directory.edit_wording import Side, difference_rows
from tejido.directory.forms.organizations import (
    FilterForm,
    NameFormSet,
    OrganizationForm,
    names_entered,
)
from tejido.directory.models import NameSort, Organization
from tejido.directory.queries.history import history_of, organizations_in
from tejido.directory.queries.organizations import (
    OrganizationFilters,
    filter_options,
    initials_found,
    memberships_of,
    merged_into,
    names_of,
    organizations_found,
    with_acronyms,
)
from tejido.directory.queries.panels import panels_for
from tejido.directory.views.caching import kept_for_nobody_signed_in

PAGE_SIZE = 50
# The countries whose states and departments the form suggests: where the coalition works.
SUGGESTED = ("MX", "GT", "SV", "HN", "NI", "CR", "PA", "BZ")


@kept_for_nobody_signed_in
@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    """List the organizations the reader sees, limited to what is looked for."""
    form = FilterForm(request.GET, options=filter_options(request.user))
    filters = _filters(request, form)
    found = organizations_found(request.user, filters)
    page = Paginator(with_acronyms(found), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "letters": initials_found(request.user, filters),
        "letter": filters.letter,
        "limited": any((filters.words, filters.kind, filters.country, filters.network)),
        "may_edit": can_edit_organizations(request.user),
        "may_merge": can_merge_organizations(request.user),
    }
    return render(request, "directory/organization_list.html", context)


def _filters(request: HttpRequest, form: FilterForm) -> OrganizationFilters:
    # A value that is no choice (for this reader) limits nothing, whatever it is.
    form.is_valid()
    values = form.cleaned_data
    key = values.get("network", "")
    letter = request.GET.get("letter", "")
    return OrganizationFilters(
        day=timezone.localdate(),
        words=values.get("q", ""),
        kind=values.get("kind", ""),
        country=values.get("country", ""),
        network=get_organization_for(request.user, key) if key else None,
        letter=letter if len(letter) == 1 else "",
    )


@kept_for_nobody_signed_in
@require_safe
def organization_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show one organization; the address of a merged one leads to the one it counts as."""
    organization = get_organization_for(request.user, key)
    if organization.merged_into is not None:
        return redirect("directory:organization", organization.merged_into.key)
    context = {
        "organization": organization,
        "names": names_of(organization, request.user),
        "memberships": memberships_of(organization, request.user),
        "merged": merged_into(organization, request.user),
        "panels": panels_for(organization, request.user),
        "today": timezone.localdate(),
        "may_edit": can_edit_organizations(request.user),
        "may_merge": can_merge_organizations(request.user),
        "may_split": can_split_organizations(request.user),
        "may_see_history": can_see_history(request.user),
    }
    return render(request, "directory/organization.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def organization_create(request: HttpRequest) -> HttpResponse:
    """Enter a new organization."""
    actor = person(request.user, can_edit_organizations(request.user))
    form = OrganizationForm(request.POST or None)
    names = NameFormSet(request.POST or None, initial=[{"sort": NameSort.OFFICIAL}])
    data = _entered(form, names) if request.method == "POST" else None
    if data is not None:
        made = create_organization(actor=actor, data=data)
        messages.success(request, _("The organization is in the directory."))
        return redirect("directory:organization", made.key)
    return _show_form(request, form, names)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def organization_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change what is known of an organization."""
    actor = person(request.user, can_edit_organizations(request.user))
    organization = get_standing_organization_for(actor, key)
    stored = stored_data(organization)
    form = OrganizationForm(request.POST or None, initial=OrganizationForm.initial_of(organization))
    names = NameFormSet(request.POST or None, initial=[asdict(name) for name in stored.names])
    if request.method != "POST":
        return _show_form(request, form, names, organization, seen=state_of(stored))
    seen = request.POST.get("seen", "")
    data = _entered(form, names)
    if data is None:
        return _show_form(request, form, names, organization, seen=seen)
    apart: list[tuple[Side, Side]] = []
    with refusals_on(form):
        try:
            update_organization(actor=actor, organization=organization, data=data, seen=seen)
        except StaleOrganization:
            # What was typed stays in the form; saving again is meant over what is stored by now.
            stored = stored_data(organization)
            seen, apart = state_of(stored), difference_rows(differences(stored, data))
            raise
        messages.success(request, _("The changes are saved."))
        return redirect("directory:organization", organization.key)
    return _show_form(request, form, names, organization, seen=seen, apart=apart)


@never_cache
@require_safe
def organization_history(request: HttpRequest, key: str) -> HttpResponse:
    """Show who changed what of an organization, and when; for the secretariat alone."""
    actor = person(request.user, can_see_history(request.user))
    organization = get_standing_organization_for(actor, key)
    page = Paginator(history_of(organization), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "organization": organization,
        "page": page,
        "organizations": organizations_in(page),
    }
    return render(request, "directory/history.html", context)


def _entered(form: OrganizationForm, names: Any) -> OrganizationData | None:
    """Return what was entered; None, with errors on the forms, when it does not hold."""
    entered = names_entered(names) if names.is_valid() else ()
    data = form.data_with(entered)
    return data if names.is_valid() else None


def _show_form(
    request: HttpRequest,
    form: OrganizationForm,
    names: Any,
    organization: Organization | None = None,
    *,
    seen: str = "",
    apart: Sequence[tuple[Side, Side]] = (),
) -> HttpResponse:
    language = get_language() or "es"
    suggested = sorted(
        name for country in SUGGESTED for name in subdivision_names(country, language).values()
    )
    back = reverse("directory:organization_list")
    if organization is not None:
        back = reverse("directory:organization", args=[organization.key])
    context = {
        "names": names,
        "organization": organization,
        "suggested": suggested,
        "back": back,
        "seen": seen,
        "apart": apart,
    }
    return show_form(request, "directory/organization_form.html", form, **context)
