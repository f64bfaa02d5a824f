"""The notifications app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """What people are told, in their account and by e-mail, and how each message fared."""

    name = "tejido.notifications"
