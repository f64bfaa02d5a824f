"""What people do with their own signatures, by a link mailed to them: no account is needed."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tejido.core import form_tokens
from tejido.core.form_tokens import TokenState
from tejido.statements.actions.people import TextChanged, send_own_link, sign_again
from tejido.statements.actions.people_keeping import (
    erase_own,
    set_person_unnamed,
    withdraw_person,
)
from tejido.statements.confirming_access import Invited, link_parts
from tejido.statements.domain.people import PersonState
from tejido.statements.forms.people import AddressForm
from tejido.statements.people_access import (
    LinkOver,
    can_sign_as_person,
    get_one_of_own,
    get_own,
)
from tejido.statements.queries.people import OwnSignature, own_signatures, stored_of
from tejido.statements.signing_access import signing_version
from tejido.statements.views.people import TRAP, link_over, number_in, text_context
from tejido.statements.views.public import language

_FORM = "statements.own"
View = Callable[..., HttpResponse]


def by_link(view: View) -> View:
    """Answer a link that no longer works with the way to a new one; let no copy be kept."""

    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except LinkOver as over:
            return link_over(request, over)

    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_link(request: HttpRequest) -> HttpResponse:
    """Ask for the link; the answer is the same for every address."""
    if request.method != "POST":
        return _ask(request, AddressForm())
    form = AddressForm(request.POST)
    token = request.POST.get("token", "")
    if request.POST.get(TRAP):
        return redirect("statements:own_link_sent")
    if not form.is_valid():
        return _ask(request, form)
    email = form.cleaned_data["email"]
    state = form_tokens.spend(token, _FORM, content=[email])
    if state not in {TokenState.GOOD, TokenState.REPEATED}:
        return _ask(request, form, is_again=True, token=token if state == "early" else "")
    if state == TokenState.GOOD:
        send_own_link(email=email)
    return redirect("statements:own_link_sent")


def _ask(
    request: HttpRequest, form: AddressForm, *, is_again: bool = False, token: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "is_again": is_again,
        "token": token or form_tokens.issue(_FORM),
        "trap": TRAP,
    }
    status = 422 if form.errors or is_again else 200
    return render(request, "statements/people/own_link.html", context, status=status)


@never_cache
@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """Say that a link is on its way if something is stored."""
    return render(request, "statements/people/own_link_sent.html")


@by_link
@require_safe
def own_page(request: HttpRequest, number: int, until: str, token: str) -> HttpResponse:
    """Show everything stored of the person, and what they can do."""
    people = get_own(number, until, token)
    lines = own_signatures(people, language())
    may_sign = {
        line.person.pk
        for line in lines
        if line.state == PersonState.WITHDRAWN and can_sign_as_person(line.person.statement)
    }
    changed = {line.person.pk: _confirming(line) for line in lines}
    context = {
        "lines": [(line, changed[line.person.pk]) for line in lines],
        "may_sign": may_sign,
        "link": (number, until, token),
    }
    return render(request, "statements/people/own.html", context)


def _confirming(line: OwnSignature) -> str:
    """Return where a signature given to an earlier text is confirmed; "" when it counts."""
    signer = line.person.signer
    if line.state != PersonState.SIGNED or line.counts or signer is None:
        return ""
    return reverse("statements:confirm_link", args=link_parts(Invited(signer)))


@by_link
@require_safe
def download(request: HttpRequest, number: int, until: str, token: str) -> HttpResponse:
    """Hand out what is stored as JSON."""
    stored = stored_of(get_own(number, until, token))
    body = json.dumps(stored, ensure_ascii=False, indent=1)
    response = HttpResponse(body, content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="tejido.json"'
    return response


@by_link
@require_POST
def naming(request: HttpRequest, number: int, until: str, token: str, row: int) -> HttpResponse:
    """Name the person in public, or no longer."""
    person = get_one_of_own(number, until, token, row)
    set_person_unnamed(signatory=person, unnamed=request.POST.get("unnamed") == "yes")
    return redirect("statements:own_signatures", number, until, token)


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: int, until: str, token: str, row: int) -> HttpResponse:
    """Ask before taking a signature back; a POST does."""
    person = get_one_of_own(number, until, token, row)
    if request.method == "POST":
        withdraw_person(signatory=person)
        return redirect("statements:own_signatures", number, until, token)
    (line,) = own_signatures([person], language())
    context = {
        "line": line,
        "link": (number, until, token),
        "may_return": can_sign_as_person(person.statement),
    }
    return render(request, "statements/people/own_withdraw.html", context)


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, number: int, until: str, token: str, row: int) -> HttpResponse:
    """Show the text that is signed now to who took their signature back; a POST signs."""
    person = get_one_of_own(number, until, token, row)
    version = signing_version(person.statement)
    context: dict[str, Any] = {"person": person, "link": (number, until, token)}
    if request.method == "POST":
        try:
            sign_again(signatory=person, version=number_in(request.POST.get("version")))
            return redirect("statements:own_signatures", number, until, token)
        except TextChanged as changed:
            context["error"] = changed
    allowed = can_sign_as_person(person.statement)
    context["reason"] = getattr(allowed, "reason", "")
    if version is not None:
        context |= text_context(version)
    return render(request, "statements/people/own_again.html", context)


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, number: int, until: str, token: str) -> HttpResponse:
    """Ask before erasing everything; a POST does."""
    people = get_own(number, until, token)
    if request.method == "POST":
        erase_own(signatories=people)
        return redirect("statements:own_erased")
    lines = own_signatures(people, language())
    context = {"lines": lines, "link": (number, until, token)}
    return render(request, "statements/people/own_erase.html", context)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Say that everything was erased."""
    return render(request, "statements/people/own_erased.html")
