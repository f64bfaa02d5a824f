"""What every form here does: act on it, or show it again with what is wrong."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tejido.core.errors import DomainError


def entered(request: HttpRequest, form: Form, act: Callable[[], object]) -> bool:
    """Act on a form that holds; a refusal is shown on it. Says whether it was done."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except DomainError as refused:
        form.add_error(None, str(refused.message))
        return False
    return True


def show_form(request: HttpRequest, template: str, form: Form, **context: object) -> HttpResponse:
    """Show a page with a form; 422 when what was sent does not hold."""
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"form": form, **context}, status=status)
