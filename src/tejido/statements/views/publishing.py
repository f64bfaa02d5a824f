"""Steps that cannot be undone, each with its page to confirm: publish, correct, discard."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tejido.core.access import require
from tejido.core.errors import DomainError
from tejido.statements.access import can_start_correction, get_draft_for, get_statement_for
from tejido.statements.actions import (
    Unpublishable,
    discard_draft,
    publish_version,
    record_statement,
    remove_language,
    start_correction,
)
from tejido.statements.domain.checks import problems_of
from tejido.statements.domain.problem import Problem, ProblemCode
from tejido.statements.forms.publishing import ConfirmForm
from tejido.statements.forms.rows import LANGUAGE_NAMES
from tejido.statements.models import StatementSort, Version
from tejido.statements.problem_texts import problem_lines
from tejido.statements.queries.content import version_content
from tejido.statements.views.editing import person

CONFIRM = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(CONFIRM)
def draft_publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm and publish a draft, or record a historical one."""
    user = person(request)
    version = get_draft_for(user, slug)
    is_record = version.statement.sort == StatementSort.RECORD
    confirm = ConfirmForm(request.POST or None)
    if request.method == "POST" and confirm.is_valid():
        publish = record_statement if is_record else publish_version
        try:
            published = publish(actor=user, version=version, revision=confirm.revision)
        except Unpublishable as refusal:
            return _publish_page(request, version, refusal.problems, refusal)
        messages.success(
            request, _("Version %(number)s is published.") % {"number": published.number}
        )
        return redirect("statements:statement_page", slug)
    return _publish_page(request, version, problems_of(version_content(version)))


@never_cache
@require_http_methods(CONFIRM)
def correction_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm and begin a corrected version of what is published."""
    user = person(request)
    statement = get_statement_for(user, slug)
    if request.method == "POST":
        start_correction(actor=user, statement=statement)
        return redirect("statements:draft_edit", slug)
    require(can_start_correction(user, statement))
    return render(request, "statements/editing/correct.html", {"statement": statement})


@never_cache
@require_http_methods(CONFIRM)
def draft_discard(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm and delete a draft."""
    user = person(request)
    version = get_draft_for(user, slug)
    confirm = ConfirmForm(request.POST or None)
    if request.method == "POST" and confirm.is_valid():
        discard_draft(actor=user, version=version, revision=confirm.revision)
        messages.success(request, _("The draft is deleted."))
        return redirect("statements:draft_list")
    return render(request, "statements/editing/discard.html", {"version": version})


@never_cache
@require_http_methods(CONFIRM)
def draft_language_remove(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Confirm and take a language out of a draft."""
    user = person(request)
    version = get_draft_for(user, slug)
    confirm = ConfirmForm(request.POST or None)
    if request.method == "POST" and confirm.is_valid():
        remove_language(actor=user, version=version, language=language, revision=confirm.revision)
        messages.success(request, _("The language is taken out."))
        return redirect("statements:draft_edit", slug)
    name = LANGUAGE_NAMES.get(language, language)
    context = {"version": version, "name": name}
    return render(request, "statements/editing/remove_language.html", context)


def _publish_page(
    request: HttpRequest,
    version: Version,
    problems: tuple[Problem, ...],
    refusal: DomainError | None = None,
) -> HttpResponse:
    is_record = version.statement.sort == StatementSort.RECORD
    tolerated = {ProblemCode.MARKER_WITHOUT_NOTE} if is_record else set()
    context = {
        "version": version,
        "is_record": is_record,
        "blocking": problem_lines(tuple(p for p in problems if p.code not in tolerated)),
        "unknown": problem_lines(tuple(p for p in problems if p.code in tolerated)),
        "texts": version.texts.all(),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "statements/editing/publish.html", context, status=status)
