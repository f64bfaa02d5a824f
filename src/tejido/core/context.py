"""What every page knows about its installation."""

from django.conf import settings
from django.http import HttpRequest


def installation(request: HttpRequest) -> dict[str, object]:
    """Return the coalition's name and the public address of the page being read."""
    return {
        "coalition": settings.COALITION,
        "page_url": f"{settings.BASE_URL}{request.path}",
        "base_url": settings.BASE_URL,
        "no_second_factor": settings.SECOND_FACTOR == "none",
    }
