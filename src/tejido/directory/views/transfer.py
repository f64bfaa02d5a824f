"""Import with a dry run, and export."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tejido.core.errors import DomainError, NotFound
from tejido.core.form_pages import refusals_on, show_form
from tejido.core.models import User
from tejido.directory.access import can_edit_organizations, person
from tejido.directory.actions import import_table, plan_table
from tejido.directory.actions.imports import PlanChanged
from tejido.directory.domain.tables import MAX_ROWS
from tejido.directory.domain.transfer_plan import LinePlan, Outcome, Plan
from tejido.directory.forms.transfer import ConfirmForm, UploadForm
from tejido.directory.kept_files import forget_file, get_kept_file_for, keep_file
from tejido.directory.queries.export import (
    export_columns,
    export_documents,
    export_rows,
    exported_organizations,
)
from tejido.directory.table_writers import csv_lines, json_parts, write_xlsx
from tejido.directory.wording import reason

PAGE_SIZE = 100


@never_cache
@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """Show what can be taken along as a file and, to the secretariat, what can be brought."""
    return _show_files(request, UploadForm())


@never_cache
@require_POST
def import_upload(request: HttpRequest) -> HttpResponse:
    """Keep an uploaded table and show what importing it would do."""
    actor = person(request.user, can_edit_organizations(request.user))
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        with refusals_on(form, "file"):
            digest = keep_file(form.cleaned_data["file"].chunks())
            _checked(actor, get_kept_file_for(actor, digest))
            return redirect("directory:import_check", digest)
    return _show_files(request, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_check(request: HttpRequest, digest: str) -> HttpResponse:
    """Show line by line what an import would do; a POST does exactly that."""
    actor = person(request.user, can_edit_organizations(request.user))
    path = get_kept_file_for(actor, digest)
    if request.method != "POST":
        return _show_plan(request, _checked(actor, path), digest)
    form = ConfirmForm(request.POST)
    form.is_valid()
    try:
        expected = form.cleaned_data.get("plan") or "none"
        done = import_table(actor=actor, path=path, expected=expected)
    except PlanChanged as changed:
        messages.warning(request, str(changed.message))
        return _show_plan(request, _checked(actor, path), digest, status=changed.status)
    forget_file(path)
    messages.success(request, _said_done(done.created, done.changed))
    return redirect("directory:organization_list")


@never_cache
@require_POST
def import_discard(request: HttpRequest, digest: str) -> HttpResponse:
    """Forget an uploaded table without importing it."""
    actor = person(request.user, can_edit_organizations(request.user))
    forget_file(get_kept_file_for(actor, digest))
    messages.success(request, _("The file is gone and nothing was changed."))
    return redirect("directory:files")


@never_cache
@require_safe
def export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    """Give what the reader may see as a file.

    Errors:
        NotFound: the format is none of csv, xlsx and json.
    """
    make = _EXPORTS.get(file_format)
    if make is None:
        raise NotFound
    response = make(request)
    name = f"tejido-{timezone.localdate().isoformat()}.{file_format}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _export_csv(request: HttpRequest) -> HttpResponseBase:
    columns = export_columns(request.user)
    rows = export_rows(request.user, exported_organizations(request.user), columns)
    header = [column.heading for column in columns]
    return StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")


def _export_json(request: HttpRequest) -> HttpResponseBase:
    documents = export_documents(request.user, exported_organizations(request.user))
    return StreamingHttpResponse(json_parts(documents), content_type="application/json")


def _export_xlsx(request: HttpRequest) -> HttpResponseBase:
    columns = export_columns(request.user)
    rows = export_rows(request.user, exported_organizations(request.user), columns)
    # Closed by the response; a workbook is a zip, whose index comes last.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    write_xlsx(file, [column.heading for column in columns], rows)
    file.seek(0)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return FileResponse(file, content_type=kind)


_EXPORTS: dict[str, Callable[[HttpRequest], HttpResponseBase]] = {
    "csv": _export_csv,
    "xlsx": _export_xlsx,
    "json": _export_json,
}


def _checked(actor: User, path: Path) -> Plan:
    """Return the plan of a kept file; a file that cannot be read is kept no longer."""
    try:
        return plan_table(actor=actor, path=path)
    except DomainError:
        forget_file(path)
        raise


def _show_files(request: HttpRequest, form: UploadForm) -> HttpResponse:
    context = {
        "count": len(exported_organizations(request.user)),
        "may_import": can_edit_organizations(request.user),
        "most": MAX_ROWS,
    }
    return show_form(request, "directory/transfer/files.html", form, **context)


def _show_plan(request: HttpRequest, plan: Plan, digest: str, *, status: int = 200) -> HttpResponse:
    wanted = request.GET.get("show", "")
    lines = [line for line in plan.lines if wanted not in set(Outcome) or line.outcome == wanted]
    page = Paginator(lines, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "plan": plan,
        "form": ConfirmForm(initial={"plan": plan.digest}),
        "digest": digest,
        "page": page,
        "lines": [_line(line) for line in page],
        "filters": _filters(plan, wanted),
        "confirm": _confirm(plan),
    }
    return render(request, "directory/transfer/check.html", context, status=status)


def _filters(plan: Plan, wanted: str) -> list[dict[str, object]]:
    labels = {
        Outcome.CREATE: _("to create"),
        Outcome.CHANGE: _("to change"),
        Outcome.SAME: _("unchanged"),
        Outcome.REFUSE: _("to leave out"),
    }
    return [
        {"value": o.value, "label": labels[o], "count": plan.counts[o], "current": wanted == o}
        for o in Outcome
    ]


def _line(line: LinePlan) -> dict[str, object]:
    kind, word = {
        Outcome.CREATE: ("agreed", _("new")),
        Outcome.CHANGE: ("waiting", _("changes")),
        Outcome.SAME: ("plain", _("unchanged")),
        Outcome.REFUSE: ("refused", _("refused")),
    }[line.outcome]
    return {
        "plan": line,
        "kind": kind,
        "word": word,
        "reasons": [reason(refusal) for refusal in line.refusals],
        "notes": [reason(note) for note in line.notes],
    }


def _said_done(created: int, changed: int) -> str:
    parts = [
        ngettext("%(n)s organization created", "%(n)s organizations created", created)
        % {"n": created},
        ngettext("%(n)s organization changed", "%(n)s organizations changed", changed)
        % {"n": changed},
    ]
    return _("Imported: %(what)s.") % {"what": ", ".join(parts)}


def _confirm(plan: Plan) -> str:
    """Return what the button says: exactly what it does."""
    counts = {"created": plan.counts[Outcome.CREATE], "changed": plan.counts[Outcome.CHANGE]}
    if counts["created"] and counts["changed"]:
        return _("Create %(created)s and change %(changed)s") % counts
    return (_("Create %(created)s") if counts["created"] else _("Change %(changed)s")) % counts
