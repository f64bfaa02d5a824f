"""Addresses where people sign, confirm, and look after their signature."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
