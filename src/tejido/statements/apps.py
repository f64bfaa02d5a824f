"""The statements app."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    """Statements, their versions, footnotes and endorsements."""

    name = "tejido.statements"
