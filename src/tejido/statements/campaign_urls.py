"""Addresses of campaigns: times, invitations, personal links."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
