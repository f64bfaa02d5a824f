"""Tejido: the working platform of cross-border human-rights coalitions."""

__version__ = "0.1.0"
