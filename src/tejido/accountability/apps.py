"""The accountability app."""

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    """Demands made to authorities."""

    name = "tejido.accountability"
