"""Addresses where delegates and networks sign, and members answer who lists them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
