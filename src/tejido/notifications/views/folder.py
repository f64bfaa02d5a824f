"""The mails of the demo, read where they were written."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tejido.core.errors import NotFound
from tejido.notifications.access import get_mail_for, is_mail_folder_shown
from tejido.notifications.mail_folder import mail_paths, read_mail

PAGE_SIZE = 20


@never_cache
@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    """List the mails of the folder, newest first."""
    if not is_mail_folder_shown(request):
        raise NotFound
    page = Paginator(mail_paths(), PAGE_SIZE).get_page(request.GET.get("page"))
    mails = [mail for path in page.object_list if (mail := read_mail(path.name)) is not None]
    return render(request, "notifications/mail_list.html", {"page": page, "mails": mails})


@never_cache
@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail as text, with its links."""
    return render(request, "notifications/mail_page.html", {"mail": get_mail_for(request, name)})
