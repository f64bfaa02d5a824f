"""The first page and the site map: composition of what the other apps offer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the coalition says and where to go from here."""
    return render(request, "web/home.html")


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """List every public page by name."""
    return render(request, "web/site_map.html")
