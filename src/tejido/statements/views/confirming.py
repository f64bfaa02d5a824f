"""Pages on which a signature is confirmed for a changed text, or taken back."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tejido.core.errors import NotFound
from tejido.core.models import User
from tejido.statements.actions import (
    confirm_by_link,
    confirm_for,
    withdraw_by_link,
)
from tejido.statements.actions.confirming import send_new_link
from tejido.statements.actions.delegates import withdraw_signatures
from tejido.statements.confirming_access import (
    Invited,
    LinkTooOld,
    can_confirm,
    confirming_deadline,
    get_changed_version,
    get_holder,
    get_invited,
    get_signer_for,
)
from tejido.statements.forms.confirming import CONFIRM, AnswerForm
from tejido.statements.models import Endorsement, Signer, Version
from tejido.statements.queries.confirming import routes_to_confirm, standing_routes
from tejido.statements.queries.content import with_content
from tejido.statements.queries.titles import title_of
from tejido.statements.views.difference import Difference, difference_in
from tejido.statements.views.public import language
from tejido.statements.views.secret_addresses import kept_secret

ANSWER = ["GET", "HEAD", "POST"]
# In the address a form leads back to, so that the page says that it was done.
ANSWERED = "answered"


@never_cache
@require_http_methods(ANSWER)
def confirm_own(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Let a delegate confirm or withdraw the signature of an organization."""
    signer = get_signer_for(request.user, slug, key)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and isinstance(request.user, User):
        if form.cleaned_data["then"] == CONFIRM:
            seen = form.cleaned_data["seen"]
            confirm_for(actor=request.user, signer=signer, number=seen)
        else:
            _withdraw(request.user, signer)
        return redirect(f"{request.path}?{ANSWERED}")
    return answer_page(request, signer)


@kept_secret
@require_http_methods(ANSWER)
def confirm_link(
    request: HttpRequest, slug: str, signer: int, contact: int, until: str, token: str
) -> HttpResponse:
    """Let whoever holds the link of a signature confirm or withdraw it, without a session."""
    try:
        invited = get_invited(slug, signer, contact, until, token)
    except LinkTooOld as refused:
        holder = get_holder(slug, signer, contact, until, token)
        return _too_old(request, holder, refused)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["then"] == CONFIRM:
            confirm_by_link(invited=invited, number=form.cleaned_data["seen"])
        else:
            withdraw_by_link(invited=invited)
        return redirect(f"{request.path}?{ANSWERED}")
    return answer_page(request, invited.signer)


def _withdraw(user: User, signer: Signer) -> None:
    if signer.organization is not None:
        statement = signer.statement
        withdraw_signatures(actor=user, statement=statement, organization=signer.organization)


def _too_old(request: HttpRequest, holder: Invited, refused: LinkTooOld) -> HttpResponse:
    """Say what to do with a link that is too old; a POST sends a new one to the same address."""
    is_sent = request.method == "POST"
    if is_sent:
        send_new_link(invited=holder)
    context = {"error": refused, "is_sent": is_sent, "is_person": holder.contact is None}
    status = 200 if is_sent else refused.status
    return render(request, "statements/confirming/link_too_old.html", context, status=status)


@dataclass(frozen=True, slots=True)
class _Standing:
    """How a signature stands: "waiting", "counts", "withdrawn"."""

    state: str
    given_to: Version | None


def answer_page(request: HttpRequest, signer: Signer) -> HttpResponse:
    """Show what changed since a signer signed, and how the signature stands."""
    version = get_changed_version(signer.statement)
    standing = _standing(version, signer)
    title, title_language = title_of(version, language())
    body = signer.organization
    context = {
        "statement": signer.statement,
        "version": version,
        "title": title,
        "title_language": title_language,
        "signer": (body.merged_into or body).name if body else "",
        "standing": standing,
        "difference": _difference(version, standing),
        "until": confirming_deadline(version),
        "may_confirm": can_confirm(version),
        "done": _done(standing.state) if ANSWERED in request.GET else "",
    }
    return render(request, "statements/confirming/confirm.html", context)


def _done(state: str) -> str:
    """Say what was done, from how the signature stands: a message would begin a session."""
    return {
        "counts": _("The signature is confirmed and counts on the new text."),
        "withdrawn": _("The signature is withdrawn."),
    }.get(state, "")


def _standing(version: Version, signer: Signer) -> _Standing:
    waiting = routes_to_confirm(version, signer)
    if waiting:
        return _Standing("waiting", waiting[-1].version)
    rows = [row for row in standing_routes(signer) if row.root_id == version.root_id]
    if rows:
        return _Standing("counts", _read_before(rows))
    if not Endorsement.objects.filter(signed_by=signer).exists():
        raise NotFound
    return _Standing("withdrawn", None)


def _read_before(rows: list[Endorsement]) -> Version | None:
    """Return the text that was signed before it was confirmed, if it was."""
    confirmed = [row.confirms_id for row in rows if row.confirms_id]
    return Version.objects.filter(endorsements__in=confirmed).order_by("-number").first()


def _difference(version: Version, standing: _Standing) -> Difference | None:
    if standing.given_to is None or standing.given_to.pk == version.pk:
        return None
    before, after = with_content(
        Version.objects.filter(pk__in=[standing.given_to.pk, version.pk])
    ).order_by("number")
    return difference_in(language(), before, after)
