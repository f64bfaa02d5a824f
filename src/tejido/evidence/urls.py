"""Addresses of the evidence app."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.evidence import views

app_name = "evidence"
urlpatterns = [
    path("", views.source_list, name="source_list"),
    path(_("new/"), views.source_create, name="source_create"),
    path("<str:key>/", views.source_page, name="source_page"),
    path(_("<str:key>/edit/"), views.source_edit, name="source_edit"),
]
