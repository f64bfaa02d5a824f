"""Steps that cannot be undone, each with its page to confirm: freeze, publish, correct, discard."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tejido.core.access import require
from tejido.core.errors import DomainError
from tejido.statements.access import (
    can_publish_version,
    can_start_correction,
    get_draft_for,
    get_statement_for,
)
from tejido.statements.actions import (
    Unpublishable,
    discard_draft,
    freeze_version,
    publish_frozen,
    publish_version,
    record_statement,
    remove_language,
    start_correction,
)
from tejido.statements.domain.checks import problems_of
from tejido.statements.domain.problem import Problem, ProblemCode
from tejido.statements.forms.publishing import ConfirmForm, ReleaseForm
from tejido.statements.forms.rows import LANGUAGE_NAMES
from tejido.statements.models import StatementSort, Version
from tejido.statements.problem_texts import problem_lines
from tejido.statements.queries.confirming import affected_count, unconfirmed_count
from tejido.statements.queries.content import version_content
from tejido.statements.queries.counts import current_version, signed_version, stored_count
from tejido.statements.queries.opening import opening_of
from tejido.statements.signing_access import get_frozen_for
from tejido.statements.views.editing import person

CONFIRM = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(CONFIRM)
def draft_publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm and publish a draft at once, or record a historical one."""
    user = person(request)
    version = get_draft_for(user, slug)
    form = _release_form(request, version)
    if request.method == "POST" and form.is_valid():
        try:
            if version.statement.sort == StatementSort.RECORD:
                published = record_statement(actor=user, version=version, revision=form.revision)
            else:
                published = publish_version(actor=user, version=version, **_said(form))
        except Unpublishable as refusal:
            return _release_page(request, version, form, refusal.problems, refusal)
        messages.success(
            request, _("Version %(number)s is published.") % {"number": published.number}
        )
        return redirect("statements:statement_page", slug)
    return _release_page(request, version, form, problems_of(version_content(version)))


@never_cache
@require_http_methods(CONFIRM)
def draft_freeze(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm and freeze a draft, so that it can be signed before it is published."""
    user = person(request)
    version = get_draft_for(user, slug)
    require(can_publish_version(user, version))
    form = _release_form(request, version)
    if request.method == "POST" and form.is_valid():
        try:
            frozen = freeze_version(actor=user, version=version, **_said(form))
        except Unpublishable as refusal:
            return _release_page(request, version, form, refusal.problems, refusal, freezes=True)
        messages.success(
            request,
            _("Version %(number)s is frozen: it can be signed.") % {"number": frozen.number},
        )
        return redirect("statements:campaign", slug)
    problems = problems_of(version_content(version))
    return _release_page(request, version, form, problems, freezes=True)


@never_cache
@require_http_methods(CONFIRM)
def frozen_publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm and publish a version that was frozen to be signed."""
    user = person(request)
    version = get_frozen_for(user, slug)
    if request.method == "POST":
        publish_frozen(actor=user, version=version)
        messages.success(
            request, _("Version %(number)s is published.") % {"number": version.number}
        )
        return redirect("statements:statement_page", slug)
    signed = signed_version(version)
    context = {
        "version": version,
        "count": stored_count(signed),
        "unconfirmed": unconfirmed_count(version),
        "opening": opening_of(version.statement),
    }
    return render(request, "statements/editing/publish_frozen.html", context)


@never_cache
@require_http_methods(CONFIRM)
def correction_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm and begin a new version: a correction of what is published, a change before."""
    user = person(request)
    statement = get_statement_for(user, slug)
    if request.method == "POST":
        start_correction(actor=user, statement=statement)
        return redirect("statements:draft_edit", slug)
    require(can_start_correction(user, statement))
    version = current_version(statement)
    context = {
        "statement": statement,
        "version": version,
        "signed": affected_count(version) if version else 0,
    }
    return render(request, "statements/editing/correct.html", context)


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


def _release_form(request: HttpRequest, version: Version) -> ReleaseForm:
    asks = version.number > 1 and version.statement.sort != StatementSort.RECORD
    before = Version.objects.filter(statement=version.statement_id).exclude(digest="")
    newest = before.select_related("root").order_by("-number").first() if asks else None
    signed = affected_count(newest) if newest else 0
    data = request.POST if request.method == "POST" else None
    return ReleaseForm(data, corrects=asks, signed=signed)


def _said(form: ReleaseForm) -> dict[str, Any]:
    return {
        "revision": form.revision,
        "change": form.change,
        "confirm_until": form.confirm_until,
    }


def _release_page(
    request: HttpRequest,
    version: Version,
    form: ReleaseForm,
    problems: tuple[Problem, ...],
    refusal: DomainError | None = None,
    *,
    freezes: bool = False,
) -> HttpResponse:
    is_record = version.statement.sort == StatementSort.RECORD
    tolerated = {ProblemCode.MARKER_WITHOUT_NOTE} if is_record else set()
    form.fields["seen"].initial = version.draft_revision
    context = {
        "version": version,
        "form": form,
        "is_record": is_record,
        "blocking": problem_lines(tuple(p for p in problems if p.code not in tolerated)),
        "unknown": problem_lines(tuple(p for p in problems if p.code in tolerated)),
        "texts": version.texts.all(),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    template = "freeze" if freezes else "publish"
    return render(request, f"statements/editing/{template}.html", context, status=status)
