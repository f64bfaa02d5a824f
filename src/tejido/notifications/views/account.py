"""What a person was told, and how they want their mails."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tejido.core.views.signed_in import person_of
from tejido.notifications.actions.choosing import set_choices
from tejido.notifications.actions.reading import mark_read
from tejido.notifications.domain.messages import Recipient
from tejido.notifications.forms import MailChoicesForm
from tejido.notifications.queries.account import (
    choices_of,
    in_words,
    notifications_of,
    unread_count,
)
from tejido.notifications.recipients import USER

PAGE_SIZE = 20


@require_safe
def notification_list(request: HttpRequest) -> HttpResponse:
    """List what a person was told, newest first."""
    person = person_of(request)
    page = Paginator(notifications_of(person), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "notifications": in_words(list(page.object_list)),
        "unread": unread_count(person),
    }
    return render(request, "notifications/notification_list.html", context)


@require_POST
def notifications_read(request: HttpRequest) -> HttpResponse:
    """Note that all were read."""
    count = mark_read(person_of(request))
    said = ngettext("%(count)d notification is read.", "%(count)d notifications are read.", count)
    messages.success(request, said % {"count": count})
    return redirect("notifications:notification_list")


@require_POST
def notification_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that one was read; where the person was on the list, they stay."""
    mark_read(person_of(request), pk)
    answer = redirect("notifications:notification_list")
    number = request.POST.get("page", "")
    if number.isdecimal():
        answer["Location"] += f"?page={number}"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show and keep how a person with an account wants their mails."""
    me = Recipient(USER, person_of(request).pk)
    form = MailChoicesForm(request.POST or None, groups=choices_of(me))
    if request.method == "POST" and form.is_valid():
        set_choices(me, form.choices())
        messages.success(request, _("Your choice is kept."))
        return redirect("notifications:preferences")
    return render(request, "notifications/preferences.html", {"form": form})
