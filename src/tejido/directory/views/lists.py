"""Printed lists: what one would bring, storing it, and what is stored."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tejido.core.form_pages import refusals_on, show_form
from tejido.core.models import User
from tejido.directory.access import can_edit_organizations, person
from tejido.directory.actions import resolve_printed_list, store_printed_list
from tejido.directory.forms.transfer import PrintedListForm
from tejido.directory.queries.printed_lists import (
    get_printed_list_for,
    lists_of_text,
    mentions_of,
    printed_lists_for,
)
from tejido.directory.resolution_preview import preview_of
from tejido.directory.review_access import can_decide_pairs

PAGE_SIZE = 100


@never_cache
@require_safe
def printed_lists(request: HttpRequest) -> HttpResponse:
    """List the printed lists, newest first."""
    reader = person(request.user, can_decide_pairs(request.user))
    context = {
        "lists": printed_lists_for(reader),
        "may_store": can_edit_organizations(reader),
    }
    return render(request, "directory/lists/lists.html", context)


@never_cache
@require_safe
def printed_list(request: HttpRequest, key: str) -> HttpResponse:
    """Show a stored list line by line: what stands for whom."""
    reader = person(request.user, can_decide_pairs(request.user))
    stored = get_printed_list_for(reader, key)
    page = Paginator(mentions_of(stored, reader), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "directory/lists/list.html", {"list": stored, "page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def printed_list_new(request: HttpRequest) -> HttpResponse:
    """Take a list in two steps: show whom it names, then store it."""
    actor = person(request.user, can_edit_organizations(request.user))
    if request.method != "POST":
        return show_form(request, "directory/lists/new.html", PrintedListForm())
    form = PrintedListForm(request.POST, request.FILES)
    if form.is_valid():
        with refusals_on(form, "text"):
            return _taken(request, actor, form)
    return show_form(request, "directory/lists/new.html", form)


def _taken(request: HttpRequest, actor: User, form: PrintedListForm) -> HttpResponse:
    given = {name: form.cleaned_data[name] for name in ("title", "source", "start", "visibility")}
    text = form.cleaned_data["text"]
    if "store" not in request.POST:
        return _preview(request, actor, given, text)
    stored = store_printed_list(actor=actor, text=text, **given)
    messages.success(request, _("The list is stored."))
    return redirect("directory:printed_list", stored.printed_list.key)


def _preview(
    request: HttpRequest, actor: User, given: dict[str, object], text: str
) -> HttpResponse:
    read = resolve_printed_list(actor=actor, text=text)
    start = given["start"]
    # The text goes along in the page and back: nothing of it is kept before it is stored.
    form = PrintedListForm(initial={**given, "text": text, "start": start or ""})
    context = {
        "form": form,
        "preview": preview_of(read.resolution, read.known),
        "stored": lists_of_text(actor, read.digest),
    }
    return render(request, "directory/lists/preview.html", context)
