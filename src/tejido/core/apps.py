"""The core app: open to all others, depends on none."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Users, audit log, access results, errors, base templates."""

    name = "tejido.core"

    def ready(self) -> None:
        """Say how people are erased."""
        from tejido.core import people  # noqa: F401
