"""Pages of statements, asked for by name or by address."""

from django.test import Client
from django.urls import reverse


def address(page: str, *args: object) -> str:
    """Return the address of a page, in the language spoken now."""
    return reverse(f"statements:{page}", args=args)


def read(client: Client, path: str) -> str:
    """Return a page that must be there."""
    response = client.get(path)
    assert response.status_code == 200, response.content[:500]
    return response.content.decode()
