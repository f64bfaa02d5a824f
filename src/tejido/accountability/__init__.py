"""Demands made to authorities."""
