"""The notifications app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """What people are told, in their account and by e-mail, and how each message fared."""

    name = "tejido.notifications"

    def ready(self) -> None:
        """Say how people with an account are reached and forgotten, and what the worker does."""
        from tejido.core.panels import register_account_panel
        from tejido.core.signals import account_erasing
        from tejido.notifications import jobs, panels, recipients

        jobs.register()
        recipients.register()
        register_account_panel("notifications", panels.unread_panel)
        account_erasing.connect(recipients.forget_user, dispatch_uid="notifications")
