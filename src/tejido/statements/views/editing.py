"""Pages of the secretariat: the drafts, a new statement, the draft being written, its preview."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tejido.accountability.queries import addressees_by_key
from tejido.core.errors import DomainError, InvalidInput, NotFound
from tejido.core.form_pages import refusals_on, show_form
from tejido.core.models import User
from tejido.core.views.signed_in import allowed_person
from tejido.evidence.queries import sources_for
from tejido.statements.access import can_write_statements, get_draft_for
from tejido.statements.actions import StaleDraft, add_language, create_statement, save_draft
from tejido.statements.domain.checks import problems_of
from tejido.statements.domain.difference import version_difference
from tejido.statements.domain.draft import Draft
from tejido.statements.domain.version_text import Wording
from tejido.statements.forms import DraftForm, StatementForm
from tejido.statements.forms.rows import LANGUAGE_NAMES
from tejido.statements.models import Version
from tejido.statements.problem_texts import problem_lines
from tejido.statements.queries.content import version_content
from tejido.statements.queries.drafts import (
    content_of,
    draft_in,
    previews,
    sources_by_key,
    statements_to_write,
)


def person(request: HttpRequest) -> User:
    """Return the signed-in person who writes statements, or refuse."""
    return allowed_person(request, can_write_statements(request.user))


@never_cache
@require_safe
def draft_list(request: HttpRequest) -> HttpResponse:
    """List every statement with what can be done next."""
    person(request)
    return render(request, "statements/editing/list.html", {"statements": statements_to_write()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft_create(request: HttpRequest) -> HttpResponse:
    """Begin a statement."""
    user = person(request)
    sources = list(sources_for(user).exclude(digest=""))
    form = StatementForm(request.POST or None, sources=sources)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with refusals_on(form, "slug"):
            statement = create_statement(
                actor=user,
                slug=values["slug"],
                draft=Draft((Wording(values["language"], values["title"], ""),)),
                sort=values["sort"],
                is_example=values["is_example"],
                source=next((s for s in sources if s.key == values["source"]), None),
                dated_on=values["dated_on"],
            )
            return redirect("statements:draft_edit", statement.slug)
    return show_form(request, "statements/editing/create.html", form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a draft. Every button saves all of it first, then does its own thing."""
    user = person(request)
    try:
        version = get_draft_for(user, slug)
    except NotFound:
        if request.method != "POST":
            raise
        return _too_late(request, slug)
    stored = draft_in(version)
    form = DraftForm(
        stored,
        revision=version.draft_revision,
        corrects=version.number > 1,
        data=request.POST if request.method == "POST" else None,
    )
    if request.method != "POST":
        return _edit_page(request, version, form)
    if not form.is_valid():
        unsaved = InvalidInput(_("Nothing is saved yet: put the marked fields right."))
        return _edit_page(request, version, form, status=unsaved.status, refusal=unsaved)
    try:
        saved = save_draft(
            actor=user,
            version=version,
            draft=_grown(form.draft(), request.POST.get("then", "")),
            revision=form.revision,
        )
    except StaleDraft:
        return _stale_page(request, version, form)
    except DomainError as refusal:
        return _edit_page(request, version, form, status=refusal.status, refusal=refusal)
    return _next_step(request, saved, form, request.POST.get("then", ""))


@never_cache
@require_safe
def draft_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a draft as it will read, its languages side by side."""
    version = get_draft_for(person(request), slug)
    content = version_content(version)
    context = {
        "version": version,
        "title": content.wordings[0].title or slug,
        "previews": previews(content),
        "problems": problem_lines(problems_of(content)),
    }
    return render(request, "statements/editing/preview.html", context)


def _grown(draft: Draft, then: str) -> Draft:
    if then == "add_note":
        return draft.with_new_note()
    if then == "add_demand":
        return draft.with_new_demand()
    return draft


def _next_step(request: HttpRequest, version: Version, form: DraftForm, then: str) -> HttpResponse:
    """Go where the button leads: "source:0" (a row), "addressee:1", "language:en", "preview" ..."""
    slug = version.statement.slug
    step, _colon, which = then.partition(":")
    edit = reverse("statements:draft_edit", args=[slug])
    if step in {"preview", "freeze", "publish"}:
        return redirect(f"statements:draft_{step}", slug)
    if step == "without":
        return redirect("statements:draft_language_remove", slug, which)
    if step in {"source", "addressee"}:
        return _choose(form, slug, step, which)
    if step == "language":
        revision = version.draft_revision
        add_language(actor=person(request), version=version, language=which, revision=revision)
        return redirect(f"{edit}#text-{which}")
    if step in {"add_note", "add_demand"}:
        return redirect(f"{edit}#{step.removeprefix('add_')}-new")
    messages.success(request, _("The draft is saved."))
    return redirect(edit)


def _choose(form: DraftForm, slug: str, step: str, which: str) -> HttpResponse:
    row = int(which) if which.isdecimal() and len(which) < 4 else 999
    place = form.note_number(row) if step == "source" else form.demand_position(row)
    if place is None:
        return redirect("statements:draft_edit", slug)
    return redirect(f"statements:draft_{step}", slug, place)


def _edit_page(
    request: HttpRequest,
    version: Version,
    form: DraftForm,
    *,
    status: int = 200,
    refusal: DomainError | None = None,
    differences: list[dict[str, object]] | None = None,
) -> HttpResponse:
    user = person(request)
    sources = sources_by_key(user, (note["source"].value() or "" for note in form.notes))
    bodies = addressees_by_key(user, (row["addressee"].value() or "" for row in form.demands))
    context = {
        "version": version,
        "statement": version.statement,
        "form": form,
        "notes": [(note, sources.get(note["source"].value())) for note in form.notes],
        "demands": [(row, bodies.get(row["addressee"].value())) for row in form.demands],
        "more_languages": [
            (code, name)
            for code, name in LANGUAGE_NAMES.items()
            if code not in form.languages.split()
        ],
        "problems": problem_lines(problems_of(version_content(version))),
        "refusal": refusal,
        "differences": differences or [],
    }
    return render(request, "statements/editing/edit.html", context, status=status)


def _stale_page(request: HttpRequest, version: Version, form: DraftForm) -> HttpResponse:
    """Show what was typed beside what somebody else stored; saving again keeps what is typed."""
    user = person(request)
    current = get_draft_for(user, version.statement.slug)
    typed = content_of(form.draft(), user, corrects=version.number > 1)
    stored = version_content(current)
    form.revision = current.draft_revision
    differences = [
        {
            "language": LANGUAGE_NAMES[code],
            "code": code,
            "rows": version_difference(stored, typed, code),
        }
        for code in form.languages.split()
    ]
    refusal = StaleDraft()
    return _edit_page(
        request, current, form, status=refusal.status, refusal=refusal, differences=differences
    )


def _too_late(request: HttpRequest, slug: str) -> HttpResponse:
    """Give back what was typed for a draft that was published or discarded in the meantime."""
    form = DraftForm(Draft(()), revision=0, corrects=True, data=request.POST)
    context = {"form": form, "slug": slug}
    return render(request, "statements/editing/too_late.html", context, status=StaleDraft.status)
