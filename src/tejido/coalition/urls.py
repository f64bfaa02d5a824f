"""Addresses of the coalition app."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.coalition.views import mandates, people

app_name = "coalition"
urlpatterns = [
    path(_("my-mandates/"), mandates.my_mandates, name="my_mandates"),
    path(_("mandates/"), mandates.mandate_list, name="mandate_list"),
    path(_("mandates/<int:pk>/extend/"), mandates.mandate_renew, name="mandate_renew"),
    path(_("mandates/<int:pk>/revoke/"), mandates.mandate_revoke, name="mandate_revoke"),
    path(_("mandates/<int:pk>/release/"), mandates.mandate_release, name="mandate_release"),
    path(_("organizations/<str:key>/people/"), people.people, name="people"),
    path(_("organizations/<str:key>/mandates/new/"), mandates.mandate_grant, name="mandate_grant"),
    path(_("organizations/<str:key>/contacts/new/"), people.contact_add, name="contact_add"),
    path(_("contacts/<int:pk>/edit/"), people.contact_edit, name="contact_edit"),
    path(_("contacts/<int:pk>/remove/"), people.contact_remove, name="contact_remove"),
    path(_("contacts/<int:pk>/release/"), people.contact_release, name="contact_release"),
]
