"""The demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The real case and an invented example, loaded by one command."""

    name = "tejido.demo"
