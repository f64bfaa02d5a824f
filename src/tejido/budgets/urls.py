"""Addresses of the budgets app; each noun has a module of its own."""

from django.urls import URLPattern, URLResolver

from tejido.budgets import lens_urls

app_name = "budgets"
urlpatterns: list[URLPattern | URLResolver] = [
    *lens_urls.urlpatterns,
]
