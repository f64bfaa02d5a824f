"""Two records that are one organization, one record that is two, and the way back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tejido.core.errors import NotFound
from tejido.core.form_pages import entered, refusals_on, show_form
from tejido.core.models import User
from tejido.directory.access import (
    can_merge_organizations,
    can_split_organizations,
    get_merge_for,
    get_split_for,
    get_standing_organization_for,
    person,
)
from tejido.directory.actions import (
    merge_organizations,
    split_organization,
    undo_merge,
    undo_split,
)
from tejido.directory.forms.merges import MergeForm, SearchForm, SplitForm
from tejido.directory.models import Organization
from tejido.directory.queries.merges import (
    Parts,
    merges_seen,
    parts_of,
    possible_others,
    side_of,
    splits_seen,
)
from tejido.directory.queries.organizations import (
    OrganizationFilters,
    organizations_found,
    with_acronyms,
)
from tejido.directory.templatetags.directory import days

PAGE_SIZE = 50
SHOWN_SPLITS = 50


@never_cache
@require_safe
def merge_list(request: HttpRequest) -> HttpResponse:
    """List merges and splits, with the way back from each."""
    actor = person(request.user, can_merge_organizations(request.user))
    page = Paginator(merges_seen(actor), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "splits": splits_seen(actor)[:SHOWN_SPLITS],
        "may_split": can_split_organizations(actor),
    }
    return render(request, "directory/merge_list.html", context)


@never_cache
@require_safe
def merge_search(request: HttpRequest, key: str) -> HttpResponse:
    """Look for the other record of an organization."""
    actor = person(request.user, can_merge_organizations(request.user))
    organization = get_standing_organization_for(actor, key)
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    filters = OrganizationFilters(day=timezone.localdate(), words=words)
    found = possible_others(organization, organizations_found(actor, filters))
    page = Paginator(with_acronyms(found), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"organization": organization, "form": form, "page": page, "words": words}
    return render(request, "directory/merge_search.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def merge_compare(request: HttpRequest, key: str, other: str) -> HttpResponse:
    """Compare two organizations side by side, and merge them."""
    actor = person(request.user, can_merge_organizations(request.user))
    pair = (
        get_standing_organization_for(actor, key),
        get_standing_organization_for(actor, other),
    )
    if pair[0] == pair[1]:
        raise NotFound
    form = MergeForm(request.POST or None, pair=pair)
    if entered(request, form, lambda: _merge(form, pair, actor)):
        messages.success(request, _("They count as one organization now. You can undo it below."))
        return redirect("directory:merge_list")
    sides = [side_of(organization, actor) for organization in pair]
    context = {"sides": sides, "a": pair[0], "b": pair[1]}
    return show_form(request, "directory/merge_compare.html", form, **context)


def _merge(form: MergeForm, pair: tuple[Organization, Organization], actor: User) -> None:
    kept, gone = pair if form.cleaned_data["kept"] == pair[0].key else (pair[1], pair[0])
    merge_organizations(actor=actor, kept=kept, gone=gone, why=form.cleaned_data["why"])


@require_POST
def merge_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Let both organizations of a merge stand again."""
    actor = person(request.user, can_merge_organizations(request.user))
    undo_merge(actor=actor, merge=get_merge_for(actor, pk))
    messages.success(request, _("Both organizations stand again."))
    return redirect("directory:merge_list")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, key: str) -> HttpResponse:
    """Choose what of an organization belongs to another one."""
    actor = person(request.user, can_split_organizations(request.user))
    organization = get_standing_organization_for(actor, key)
    form = SplitForm(request.POST or None, choices=_choices(parts_of(organization), organization))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            done = split_organization(
                actor=actor,
                organization=organization,
                names=form.chosen("names"),
                memberships=form.chosen("memberships"),
                mentions=form.chosen("mentions"),
                why=form.cleaned_data["why"],
            )
            messages.success(request, _("There are two organizations now. This is the new one."))
            return redirect("directory:organization", done.created.key)
    return show_form(request, "directory/split.html", form, organization=organization)


@require_POST
def split_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring back what was split off."""
    actor = person(request.user, can_split_organizations(request.user))
    undo_split(actor=actor, split=get_split_for(actor, pk))
    messages.success(request, _("Both count as one organization again."))
    return redirect("directory:merge_list")


def _choices(parts: Parts, organization: Organization) -> dict[str, list[tuple[str, str]]]:
    """Return what can be chosen to go, in words."""
    memberships = [
        (
            str(row.pk),
            _("in %(network)s, %(days)s")
            % {"network": row.network.name, "days": days(row.start, row.end)}
            if row.member_id == organization.pk
            else _("its member %(member)s, %(days)s")
            % {"member": row.member.name, "days": days(row.start, row.end)},
        )
        for row in parts.memberships
    ]
    return {
        "names": [(str(n.pk), f"{n.text} ({n.get_sort_display()})") for n in parts.names],
        "memberships": memberships,
        "mentions": [
            (
                str(m.pk),
                _("%(text)s, line %(line)s of %(list)s")
                % {"text": m.text, "line": m.line, "list": m.printed_list or ""},
            )
            for m in parts.mentions
        ],
    }
