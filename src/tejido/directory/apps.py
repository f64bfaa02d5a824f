"""The directory app."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Organizations, names, memberships, places, resolution."""

    name = "tejido.directory"
