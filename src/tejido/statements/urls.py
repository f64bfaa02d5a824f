"""Addresses of the statements app."""

from django.urls import URLPattern

app_name = "statements"
urlpatterns: list[URLPattern] = []
