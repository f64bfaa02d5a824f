"""Addresses of a change of text: freezing, confirming, withdrawing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
