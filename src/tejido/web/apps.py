"""The web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Home, navigation, public site map: composition only."""

    name = "tejido.web"
