"""Addresses of the budgets app; each noun has a module of its own."""

from django.urls import URLPattern, URLResolver

from tejido.budgets import explore_urls, finding_urls, import_urls, lens_urls

app_name = "budgets"
urlpatterns: list[URLPattern | URLResolver] = [
    *explore_urls.urlpatterns,
    *finding_urls.urlpatterns,
    *import_urls.urlpatterns,
    *lens_urls.urlpatterns,
]
