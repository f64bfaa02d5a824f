"""Statements, their versions, footnotes and endorsements."""
