"""Addresses of the budgets app; each noun has a module of its own."""

from django.urls import URLPattern, URLResolver

app_name = "budgets"
urlpatterns: list[URLPattern | URLResolver] = []
