"""Pages of those who write findings: write, change, review, publish, withdraw."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tejido.budgets.actions import findings
from tejido.budgets.actions.asking import answer, question_from
from tejido.budgets.answer_basis import basis_of
from tejido.budgets.answer_table import page_table
from tejido.budgets.domain.answer import read_answer
from tejido.budgets.exploring import form_of, known_query
from tejido.budgets.finding_access import (
    can_change_finding,
    can_publish_finding,
    can_review_finding,
    can_start_version,
    can_withdraw_finding,
    can_write_findings,
    get_finding_for,
    get_version_for,
)
from tejido.budgets.finding_forms import FindingForm, ReviewForm, WithdrawForm
from tejido.budgets.finding_rows import page_of
from tejido.budgets.models import FindingVersion
from tejido.budgets.rule_files import write_question, write_yaml
from tejido.core.errors import DomainError, NotFound
from tejido.core.form_pages import entered, show_form
from tejido.core.models import User
from tejido.core.views.signed_in import allowed_person

_PAGE = ["GET", "HEAD", "POST"]
_FORM = "budgets/finding_form.html"


@never_cache
@require_http_methods(_PAGE)
def finding_write(request: HttpRequest) -> HttpResponse:
    """Write a finding, from the question of the explore page's address or from its YAML."""
    user = allowed_person(request, can_write_findings(request.user))
    asked, query = _asked(request)
    form = FindingForm(request.POST or None, initial={"question": asked})
    made: list[FindingVersion] = []

    def write() -> None:
        made.append(
            findings.write_finding(
                actor=user, question=form.cleaned_data["question"], words=form.words()
            )
        )

    if entered(request, form, write):
        return redirect(_page_of(made[0]))
    return show_form(request, _FORM, form, asked=query, **_figures(user, form))


@never_cache
@require_http_methods(_PAGE)
def finding_edit(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Change a draft."""
    version = get_version_for(request.user, key, number)
    user = allowed_person(request, can_change_finding(request.user, version))
    names = ("sentence_es", "sentence_en", "limits_es", "limits_en")
    initial = {name: getattr(version, name) for name in names}
    initial["question"] = write_question(version.question)
    form = FindingForm(request.POST or None, initial=initial)

    def change() -> None:
        findings.change_finding(
            actor=user,
            version=version,
            question=form.cleaned_data["question"],
            words=form.words(),
        )

    if entered(request, form, change):
        return redirect(_page_of(version))
    return show_form(request, _FORM, form, version=version, **_figures(user, form))


@require_POST
def finding_send(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Send a draft to review."""
    version = get_version_for(request.user, key, number)
    user = allowed_person(request, can_change_finding(request.user, version))
    findings.send_to_review(actor=user, version=version)
    return redirect(_page_of(version))


@never_cache
@require_http_methods(_PAGE)
def finding_review(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Review a finding that somebody else wrote."""
    version = get_version_for(request.user, key, number)
    user = allowed_person(request, can_review_finding(request.user, version))
    form = ReviewForm(request.POST or None)

    def review() -> None:
        findings.review_finding(
            actor=user,
            version=version,
            holds=form.cleaned_data["verdict"] == "holds",
            note=form.cleaned_data["note"],
        )

    return _decided(request, version, form, review, "budgets/finding_review.html")


@never_cache
@require_http_methods(_PAGE)
def finding_publish(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Say what becomes public, and publish."""
    version = get_version_for(request.user, key, number)
    user = allowed_person(request, can_publish_finding(request.user, version))
    if request.method == "POST":
        findings.publish_finding(actor=user, version=version)
        return redirect(_page_of(version))
    return render(request, "budgets/finding_publish.html", _shown(version))


@never_cache
@require_http_methods(_PAGE)
def finding_withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Withdraw a published finding."""
    finding = get_finding_for(request.user, key)
    user = allowed_person(request, can_withdraw_finding(request.user, finding))
    if finding.published_version is None:
        raise NotFound
    version = get_version_for(request.user, key, finding.published_version.number)
    form = WithdrawForm(request.POST or None)

    def withdraw() -> None:
        findings.withdraw_finding(actor=user, finding=finding, **form.cleaned_data)

    return _decided(request, version, form, withdraw, "budgets/finding_withdraw.html")


@require_POST
def finding_next(request: HttpRequest, key: str) -> HttpResponse:
    """Begin the next version."""
    finding = get_finding_for(request.user, key)
    user = allowed_person(request, can_start_version(request.user, finding))
    version = findings.start_finding_version(actor=user, finding=finding)
    return redirect("budgets:finding_edit", version.finding.key, version.number)


def _decided(
    request: HttpRequest,
    version: FindingVersion,
    form: ReviewForm | WithdrawForm,
    act: Callable[[], object],
    template: str,
) -> HttpResponse:
    if entered(request, form, act):
        return redirect(_page_of(version))
    return show_form(request, template, form, **_shown(version))


def _shown(version: FindingVersion) -> dict[str, object]:
    found = page_of(version, read_answer(version.answer), get_language() or "es")
    return {"version": version, "finding": version.finding, **found}


def _asked(request: HttpRequest) -> tuple[str, str]:
    """Return the question of the explore page's address as YAML and as query; empty for none."""
    asked = form_of(request)
    if not asked.is_bound or not asked.is_valid():
        return "", ""
    return write_yaml(asked.question()), known_query(asked)


def _figures(user: User, form: FindingForm) -> dict[str, object]:
    """Return the table of the question as it stands, so that the sentence is written beside it."""
    text = form["question"].value()
    if not text:
        return {}
    probe = FindingForm({**dict.fromkeys(form.fields, "-"), "question": text})
    if not probe.is_valid():
        return {}
    try:
        found = answer(user, question_from(probe.cleaned_data["question"]))
    except DomainError:
        # The refusal stands on the form when it is sent.
        return {}
    language = get_language() or "es"
    return {
        "table": page_table(found, language),
        **basis_of(found, language),
    }


def _page_of(version: FindingVersion) -> str:
    return reverse("budgets:finding_version", args=[version.finding.key, version.number])
