"""The web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Home, navigation, public site map: composition only."""

    name = "tejido.web"

    def ready(self) -> None:
        """Gather the audit log's words of all apps."""
        from tejido.web import acts

        acts.register()
