"""Pages of a personal link: read, sign, take back. No session, no trace, nothing to enumerate."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tejido.core.errors import Conflict
from tejido.statements.actions.links import (
    confirm_by_personal_link,
    object_to_signature,
    sign_by_link,
    withdraw_by_link,
)
from tejido.statements.campaign_access import (
    get_invitation_by_link,
    get_invitation_by_objection,
)
from tejido.statements.domain.links import LinkState
from tejido.statements.forms.confirming import CONFIRM, AnswerForm
from tejido.statements.markdown import render_body
from tejido.statements.queries.links import LinkView, link_view
from tejido.statements.queries.shown_text import signing_text
from tejido.statements.signing_access import embargo_of
from tejido.statements.views.confirming import answer_page
from tejido.statements.views.public import language
from tejido.statements.views.secret_addresses import kept_secret


@kept_secret
@require_http_methods(["GET", "HEAD", "POST"])
def personal_link(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """Show the text, who would sign and what is published of it; a POST signs.

    Looking changes nothing: messengers fetch a preview of every link they carry.
    """
    refusal = None
    if request.method == "POST":
        unnamed, digest = request.POST.get("named") == "no", request.POST.get("digest")
        try:
            sign_by_link(number=number, token=token, unnamed=unnamed, digest=digest)
        except Conflict as refused:
            refusal = refused
        else:
            return redirect("statements:personal_link", number, token)
    view = link_view(get_invitation_by_link(number, token))
    context = {**_context(view, token), "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "statements/campaign/link.html", context, status=status)


@kept_secret
@require_http_methods(["GET", "HEAD", "POST"])
def personal_link_withdraw(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """Ask before taking back what the link signed; a POST does."""
    if request.method == "POST":
        withdraw_by_link(number=number, token=token)
        return redirect("statements:personal_link", number, token)
    view = link_view(get_invitation_by_link(number, token))
    return render(request, "statements/campaign/link_withdraw.html", _context(view, token))


@kept_secret
@require_http_methods(["GET", "HEAD", "POST"])
def personal_link_confirm(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """Show what changed since the link signed; a POST confirms, or takes back."""
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["then"] == CONFIRM:
            confirm_by_personal_link(number=number, token=token, seen=form.cleaned_data["seen"])
        else:
            withdraw_by_link(number=number, token=token)
        return redirect("statements:personal_link", number, token)
    view = link_view(get_invitation_by_link(number, token))
    if view.state != LinkState.TEXT_CHANGED:
        return redirect("statements:personal_link", number, token)
    return answer_page(request, view.own[-1].signed_by)


@kept_secret
@require_http_methods(["GET", "HEAD", "POST"])
def signature_objection(
    request: HttpRequest, number: int, contact: int, token: str
) -> HttpResponse:
    """Show another contact what was signed by link, and let them take it back."""
    if request.method == "POST":
        object_to_signature(number=number, contact=contact, token=token)
        return redirect("statements:signature_objection", number, contact, token)
    view = link_view(get_invitation_by_objection(number, contact, token))
    return render(request, "statements/campaign/objection.html", _context(view, token))


def _context(view: LinkView, token: str) -> dict[str, object]:
    campaign = view.invitation.campaign
    may_read = view.state != LinkState.ENDED
    text = signing_text(view.version, language()) if view.version and may_read else None
    return {
        "view": view,
        "state": view.state.value,
        "token": token,
        "campaign": campaign,
        "statement": campaign.statement,
        "page": text,
        "body": render_body(text.wording.body, text.note_numbers, language=text.language)
        if text
        else "",
        "embargo": embargo_of(campaign.statement, campaign),
        "signed": view.own[-1] if view.own else None,
    }
