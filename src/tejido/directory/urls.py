"""Addresses of the directory app."""

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from tejido.directory import review_urls, transfer_urls
from tejido.directory.views import memberships, merges, networks, organizations

app_name = "directory"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", organizations.organization_list, name="organization_list"),
    path(_("organizations/new/"), organizations.organization_create, name="organization_create"),
    path(_("organizations/<str:key>/"), organizations.organization_page, name="organization"),
    path(
        _("organizations/<str:key>/edit/"),
        organizations.organization_edit,
        name="organization_edit",
    ),
    path(
        _("organizations/<str:key>/history/"),
        organizations.organization_history,
        name="organization_history",
    ),
    path(
        _("organizations/<str:key>/memberships/new/"),
        memberships.membership_add,
        name="membership_add",
    ),
    path(_("memberships/<int:pk>/end/"), memberships.membership_end, name="membership_end"),
    path(_("memberships/<int:pk>/edit/"), memberships.membership_edit, name="membership_edit"),
    path(
        _("memberships/<int:pk>/remove/"), memberships.membership_remove, name="membership_remove"
    ),
    path(_("networks/"), networks.network_list, name="network_list"),
    path(_("networks/<str:key>/"), networks.network_page, name="network"),
    path(_("networks/<str:key>/members/new/"), memberships.member_search, name="member_search"),
    path(_("networks/<str:key>/places.csv"), networks.network_places, name="network_places"),
    path(_("merges/"), merges.merge_list, name="merge_list"),
    path(_("merges/<int:pk>/undo/"), merges.merge_undo, name="merge_undo"),
    path(_("splits/<int:pk>/undo/"), merges.split_undo, name="split_undo"),
    path(_("organizations/<str:key>/merge/"), merges.merge_search, name="merge_search"),
    path(
        _("organizations/<str:key>/merge/<str:other>/"),
        merges.merge_compare,
        name="merge_compare",
    ),
    path(_("organizations/<str:key>/split/"), merges.split, name="split"),
    *review_urls.patterns,
    *transfer_urls.patterns,
]
