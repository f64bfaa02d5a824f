"""The coalition app."""

from django.apps import AppConfig


class CoalitionConfig(AppConfig):
    """Who acts for which organization: contacts, mandates."""

    name = "tejido.coalition"
