"""Getting fewer mails, by the link in a mail: no account is needed, the token says whose it is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tejido.core.errors import InvalidInput, NotFound
from tejido.notifications.actions.choosing import set_choices, unsubscribe
from tejido.notifications.domain.messages import Recipient
from tejido.notifications.forms import MailChoicesForm
from tejido.notifications.mails import may_unsubscribe
from tejido.notifications.models import Preference
from tejido.notifications.queries.account import choices_of
from tejido.notifications.registry import groups


def _recipient(kind: str, pk: int, group: str, token: str) -> Recipient:
    recipient = Recipient(kind, pk)
    if not may_unsubscribe(token, recipient, group):
        raise NotFound
    return recipient


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mails(request: HttpRequest, kind: str, pk: int, group: str, token: str) -> HttpResponse:
    """Show a button that ends the mails of a group, and the choice for each group."""
    recipient = _recipient(kind, pk, group, token)
    here = redirect("notifications:mails", kind, pk, group, token)
    if "stop" in request.POST:
        unsubscribe(recipient, group)
        messages.success(request, _("You get no more of these mails."))
        return here
    form = MailChoicesForm(request.POST or None, groups=choices_of(recipient))
    if request.method == "POST" and form.is_valid():
        set_choices(recipient, form.choices())
        messages.success(request, _("Your choice is kept."))
        return here
    context = {
        "form": form,
        "label": None if group == Preference.EVERY_GROUP else groups.get(group),
    }
    return render(request, "notifications/mails.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one_click(request: HttpRequest, kind: str, pk: int, group: str, token: str) -> HttpResponse:
    """Unsubscribe a mail program's user (RFC 8058); a reader who comes here gets the page.

    The token takes the place of a session and of the form's own protection: it came to the
    recipient alone, and all that it can do is end mails.

    Errors:
        NotFound: the token is not this recipient's.
        InvalidInput: a POST that does not say what RFC 8058 has it say.
    """
    recipient = _recipient(kind, pk, group, token)
    if request.method != "POST":
        return redirect("notifications:mails", kind, pk, group, token)
    if request.POST.get("List-Unsubscribe") != "One-Click":
        raise InvalidInput
    unsubscribe(recipient, group)
    return HttpResponse(_("You get no more of these mails."), content_type="text/plain")
