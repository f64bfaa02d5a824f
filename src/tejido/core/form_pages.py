"""What a page with a form does: act on what holds, or show the form again with what is wrong."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from tejido.core.errors import DomainError

View = TypeVar("View", bound=Callable[..., HttpResponse])


def takes_files(when_too_large: Promise) -> Callable[[View], View]:
    """Mark a page that files are sent to, with what to do when one is larger than it takes.

    Such a request is refused before its body is read, so no form can say it.
    """

    def marked(view: View) -> View:
        vars(view)["when_too_large"] = when_too_large
        return view

    return marked


@contextmanager
def refusals_on(form: BaseForm, field: str | None = None) -> Iterator[None]:
    """Show a refusal of the block on a form, and go on after the block.

    Arguments:
        field: the field it stands beside; above the form when left out.
    """
    try:
        yield
    except DomainError as refused:
        form.add_error(field, str(refused.message))


def entered(request: HttpRequest, form: BaseForm, act: Callable[[], object]) -> bool:
    """Act on a form that was sent and holds; a refusal is shown on it. Says whether it was done."""
    if request.method != "POST" or not form.is_valid():
        return False
    with refusals_on(form):
        act()
        return True
    return False


def show_form(request: HttpRequest, template: str, form: BaseForm, **context: Any) -> HttpResponse:
    """Show a page with a form; 422 when what was sent does not hold."""
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"form": form, **context}, status=status)
