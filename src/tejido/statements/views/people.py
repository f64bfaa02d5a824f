"""Signing as a person, without an account: the form, the mailed link, the notice.

None of these pages is kept anywhere: each form has a token of its own.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tejido.core import form_tokens
from tejido.core.errors import DomainError, NotFound
from tejido.core.form_pages import show_form
from tejido.core.form_tokens import TokenState
from tejido.statements import people_access
from tejido.statements.actions.people import FormUsed, TextChanged, ask_to_sign, confirm_signature
from tejido.statements.domain import notices
from tejido.statements.domain.people import FORM
from tejido.statements.forms.people import PersonForm
from tejido.statements.markdown import render_body
from tejido.statements.models import Statement, Version
from tejido.statements.people_access import LinkOver
from tejido.statements.queries.shown_text import signing_text
from tejido.statements.signing_access import signing_version
from tejido.statements.views.public import language

# A field that people do not see; programs fill it in.
TRAP = "subject"


def notice_context(version: str) -> dict[str, Any]:
    """Return what the template of a notice shows, and which template it is.

    Errors:
        NotFound: there never was such a version.
    """
    notice = notices.notice(version)
    if notice is None:
        raise NotFound
    folder = f"statements/people/notices/{notice.version}"
    there = language()
    return {
        "notice": notice,
        "notice_template": [f"{folder}/{there}.html", f"{folder}/{settings.LANGUAGE_CODE}.html"],
        "responsible": settings.COALITION,
        "contact": settings.PRIVACY_CONTACT,
    }


@require_safe
def notice_page(request: HttpRequest, version: str = "") -> HttpResponse:
    """Show a version of the notice; the one in force when none is named."""
    context = notice_context(version or notices.CURRENT.version)
    context |= {"notices": notices.NOTICES, "current": notices.CURRENT}
    return render(request, "statements/people/notice.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person_sign(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form; a POST mails a link and says the same whatever the address."""
    statement = people_access.get_statement_to_sign(slug)
    allowed = people_access.can_sign_as_person(statement)
    version = signing_version(statement)
    if not allowed or version is None:
        return _closed(request, statement, getattr(allowed, "reason", ""))
    if request.method != "POST":
        return _form(request, version, PersonForm(initial={"language": language()}))
    if request.POST.get(TRAP):
        return redirect("statements:person_sent", slug)
    form = PersonForm(request.POST)
    return _ask(request, statement, version, form) or redirect("statements:person_sent", slug)


def _ask(
    request: HttpRequest, statement: Statement, version: Version, form: PersonForm
) -> HttpResponse | None:
    """Do what the form asks; return the form again when it cannot be done yet."""
    token = request.POST.get("token", "")
    state = form_tokens.look_at(token, FORM, statement.pk)
    if not form.is_valid():
        return _form(request, version, form, token if state == TokenState.GOOD else "")
    if state == TokenState.EARLY:
        form.add_error(NON_FIELD_ERRORS, _("That was quicker than reading. Send it once more."))
        return _form(request, version, form, token)
    if state in {TokenState.LATE, TokenState.FOREIGN}:
        said = _("This page was open for too long. All you wrote is still here: send it once more.")
        form.add_error(NON_FIELD_ERRORS, said)
        return _form(request, version, form)
    if request.POST.get("version") != str(version.pk):
        form.add_error(NON_FIELD_ERRORS, TextChanged.default_message)
        return _form(request, version, form, token if state == TokenState.GOOD else "")
    person = form.person(notices.CURRENT.version)
    try:
        ask_to_sign(statement=statement, version=version, person=person, token=token)
    except FormUsed as used:
        form.add_error(NON_FIELD_ERRORS, str(used.message))
        return _form(request, version, form)
    return None


def _form(
    request: HttpRequest, version: Version, form: PersonForm, token: str = ""
) -> HttpResponse:
    context = {
        **text_context(version),
        **notice_context(notices.CURRENT.version),
        "token": token or form_tokens.issue(FORM, version.statement_id),
        "trap": TRAP,
    }
    return show_form(request, "statements/people/sign.html", form, **context)


def _closed(request: HttpRequest, statement: Statement, reason: object) -> HttpResponse:
    context = {"statement": statement, "reason": reason}
    return render(request, "statements/people/closed.html", context, status=403)


def text_context(version: Version) -> dict[str, Any]:
    """Return what the template of the text being signed shows."""
    page = signing_text(version, language())
    body = render_body(page.wording.body, page.note_numbers, language=page.language, top_level=3)
    return {"page": page, "statement": page.statement, "body": body, "version": version}


@never_cache
@require_safe
def person_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a message is on its way, whatever became of what was sent."""
    statement = people_access.get_statement_to_sign(slug)
    context = {"statement": statement, "days": notices.UNCONFIRMED_KEPT.days}
    return render(request, "statements/people/sent.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person_confirm(request: HttpRequest, slug: str, number: int, token: str) -> HttpResponse:
    """Show what is signed under which name; a POST signs. Opening the link does nothing."""
    try:
        row = people_access.get_asked(slug, number, token)
        if request.method == "POST" and row.confirmed_at is None:
            confirm_signature(
                signatory=row,
                version=number_in(request.POST.get("version")),
                revision=number_in(request.POST.get("revision")),
            )
            row.refresh_from_db()
    except LinkOver as over:
        return link_over(request, over)
    except TextChanged as changed:
        row.refresh_from_db()
        return _confirm(request, row.statement, {"person": row, "error": changed})
    if row.confirmed_at is not None:
        return redirect("statements:own_signatures", *people_access.own_link(row))
    return _confirm(request, row.statement, {"person": row})


def _confirm(request: HttpRequest, statement: Statement, context: dict[str, Any]) -> HttpResponse:
    allowed = people_access.can_sign_as_person(statement)
    version = signing_version(statement)
    if not allowed or version is None:
        return _closed(request, statement, getattr(allowed, "reason", ""))
    person = context["person"]
    context |= {**text_context(version), "is_newer": person.version_id != version.pk}
    status = 409 if "error" in context else 200
    return render(request, "statements/people/confirm.html", context, status=status)


def link_over(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Answer a link that no longer works, with the way to a new one."""
    return render(request, "statements/people/link_over.html", {"error": error}, status=410)


def number_in(text: str | None) -> int:
    """Return the id a hidden field holds; 0 when it holds none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else 0
