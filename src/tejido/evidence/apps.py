"""The evidence app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Sources that claims and footnotes cite."""

    name = "tejido.evidence"
