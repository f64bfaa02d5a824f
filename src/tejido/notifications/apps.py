"""The notifications app."""

from django.apps import AppConfig
from django.utils import timezone


class NotificationsConfig(AppConfig):
    """What people are told, in their account and by e-mail, and how each message fared."""

    name = "tejido.notifications"

    def ready(self) -> None:
        """Say how people with an account are reached and forgotten, and what the worker does."""
        from tejido.core.panels import register_account_panel
        from tejido.core.signals import account_erasing, backup_restored
        from tejido.notifications import jobs, panels, recipients
        from tejido.notifications.actions.settling import doubt_restored

        jobs.register()
        recipients.register()
        register_account_panel("notifications", panels.unread_panel)
        account_erasing.connect(recipients.forget_user, dispatch_uid="notifications")

        def restored(sender: object, **_: object) -> None:
            doubt_restored(now=timezone.now())

        backup_restored.connect(restored, weak=False, dispatch_uid="notifications")
