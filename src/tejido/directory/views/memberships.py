"""Memberships: entered, ended, corrected, removed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tejido.core.form_pages import entered, show_form
from tejido.core.models import User
from tejido.directory.access import (
    can_edit_organizations,
    get_membership_for,
    get_network_for,
    get_standing_organization_for,
    person,
)
from tejido.directory.actions import (
    add_membership,
    end_membership,
    remove_membership,
    update_membership,
)
from tejido.directory.forms.networks import (
    EndForm,
    MemberSearchForm,
    MembershipForm,
    StandingMembershipForm,
)
from tejido.directory.models import Membership, Organization, OrganizationKind
from tejido.directory.queries.organizations import (
    OrganizationFilters,
    organizations_found,
    with_acronyms,
)

PAGE_SIZE = 50
_PAGE = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(_PAGE)
def membership_add(request: HttpRequest, key: str) -> HttpResponse:
    """Make an organization a member of a network."""
    actor = person(request.user, can_edit_organizations(request.user))
    member = get_standing_organization_for(actor, key)
    networks = Organization.objects.visible_to(actor).standing().exclude(pk=member.pk)
    networks = networks.filter(kind=OrganizationKind.NETWORK)
    # Who comes from a network's page finds it chosen, and goes back there.
    came_from = networks.filter(key=request.GET.get("network", "")).first()
    form = MembershipForm(
        request.POST or None, networks=networks, initial={"network": came_from and came_from.key}
    )
    if entered(
        request, form, lambda: add_membership(actor=actor, member=member, **form.cleaned_data)
    ):
        messages.success(request, _("The membership is recorded."))
        if came_from and form.cleaned_data["network"] == came_from:
            return redirect("directory:network", came_from.key)
        return redirect("directory:organization", member.key)
    return _page(request, "directory/membership_form.html", member, form)


@never_cache
@require_safe
def member_search(request: HttpRequest, key: str) -> HttpResponse:
    """Look for an organization that belongs to a network."""
    actor = person(request.user, can_edit_organizations(request.user))
    network = get_network_for(actor, key)
    form = MemberSearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    filters = OrganizationFilters(day=timezone.localdate(), words=words)
    found = organizations_found(actor, filters).exclude(pk=network.pk)
    page = Paginator(with_acronyms(found), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"network": network, "form": form, "page": page}
    return render(request, "directory/member_search.html", context)


@never_cache
@require_http_methods(_PAGE)
def membership_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say on which day a membership ended."""
    actor, membership, member = _standing(request, pk)
    form = EndForm(request.POST or None, initial={"end": timezone.localdate()})
    if entered(
        request,
        form,
        lambda: end_membership(actor=actor, membership=membership, **form.cleaned_data),
    ):
        messages.success(request, _("The end of the membership is recorded."))
        return redirect("directory:organization", member.key)
    return _page(request, "directory/membership_end.html", member, form, membership)


@never_cache
@require_http_methods(_PAGE)
def membership_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the days, the visibility or the source of a membership."""
    actor, membership, member = _standing(request, pk)
    fields = ("start", "end", "visibility", "source")
    form = StandingMembershipForm(
        request.POST or None, initial={name: getattr(membership, name) for name in fields}
    )
    if entered(
        request,
        form,
        lambda: update_membership(actor=actor, membership=membership, **form.cleaned_data),
    ):
        messages.success(request, _("The changes are saved."))
        return redirect("directory:organization", member.key)
    return _page(request, "directory/membership_edit.html", member, form, membership)


@never_cache
@require_http_methods(_PAGE)
def membership_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then remove a membership that never was."""
    actor, membership, member = _standing(request, pk)
    if request.method == "POST":
        remove_membership(actor=actor, membership=membership)
        messages.success(request, _("The membership is removed."))
        return redirect("directory:organization", member.key)
    return _page(request, "directory/membership_remove.html", member, Form(), membership)


def _standing(request: HttpRequest, pk: int) -> tuple[User, Membership, Organization]:
    """Return who acts, the membership, and the organization whose page it stands on."""
    actor = person(request.user, can_edit_organizations(request.user))
    membership = get_membership_for(actor, pk)
    return actor, membership, membership.member.merged_into or membership.member


def _page(
    request: HttpRequest,
    template: str,
    member: Organization,
    form: Form,
    membership: Membership | None = None,
) -> HttpResponse:
    return show_form(request, template, form, organization=member, membership=membership)
