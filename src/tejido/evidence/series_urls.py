"""Addresses of published series."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from tejido.evidence import series_views as views

app_name = "series"
urlpatterns = [
    path("", views.series_list, name="series_list"),
    path(_("new/"), views.series_publish, name="series_publish"),
    path("<slug:key>/", views.series_page, name="series_page"),
    path("<slug:key>/<int:number>/", views.series_page, name="series_version"),
    path("<slug:key>/<int:number>/csv/", views.series_csv, name="series_csv"),
]
