"""Addresses of the budgets app; each noun has a module of its own."""

from django.urls import URLPattern, URLResolver, path

from tejido.budgets import finding_urls, lens_urls
from tejido.budgets.views import datasets

app_name = "budgets"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", datasets.index, name="index"),
    *finding_urls.urlpatterns,
    *lens_urls.urlpatterns,
]
