"""How mails fared, for the secretariat."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tejido.core.access import require
from tejido.core.views.signed_in import person_of
from tejido.notifications.access import can_see_messages
from tejido.notifications.actions.resending import RESENT, resend_messages
from tejido.notifications.domain.messages import Recipient
from tejido.notifications.forms import MessageFilterForm
from tejido.notifications.models import Message
from tejido.notifications.queries.due import addresses_of
from tejido.notifications.queries.states import messages_about, progress_of
from tejido.notifications.registry import kinds

PAGE_SIZE = 50
TONES = {"sent": "agreed", "failed": "refused", "bounced": "refused"}
TONES |= {"waiting": "waiting", "handed": "waiting", "doubtful": "waiting"}


@require_safe
def message_list(request: HttpRequest) -> HttpResponse:
    """Show how many messages are in each state, and who was not reached."""
    require(can_see_messages(request.user))
    form = MessageFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    state = wanted.pop("state", "")
    progress = progress_of(messages_about(**wanted))
    found = messages_about(state=state, **wanted)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    reached = addresses_of(Recipient(row.recipient_kind, row.recipient_id) for row in rows)
    context = {
        "form": form,
        "progress": progress,
        "counts": [(state.label, count) for state, count in progress.counts.items() if count],
        "page": page,
        "may_resend_all": state in RESENT and rows,
        "query": urlencode({"state": state, **wanted}),
        "rows": [
            {
                "message": row,
                "label": kinds[row.kind].label if row.kind in kinds else row.kind,
                "address": reached.get((row.recipient_kind, row.recipient_id)),
                "tone": TONES.get(row.state, ""),
                "may_resend": row.state in RESENT,
            }
            for row in rows
        ],
    }
    return render(request, "notifications/message_list.html", context)


@require_POST
def message_resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one mail again."""
    return _resend(request, Message.objects.filter(pk=pk))


@require_POST
def messages_resend(request: HttpRequest) -> HttpResponse:
    """Send again all the mails of the list as it is filtered."""
    form = MessageFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {"state": "none"}
    return _resend(request, messages_about(**wanted))


def _resend(request: HttpRequest, chosen: QuerySet[Message]) -> HttpResponse:
    count = resend_messages(actor=person_of(request), messages=chosen)
    said = ngettext("%(count)d mail goes again.", "%(count)d mails go again.", count)
    messages.success(request, said % {"count": count})
    return redirect("notifications:message_list")
