"""The page of an import: how far it is, its report, its corrections, what to take along."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tejido.budgets.access import can_import_budgets, get_correction_for, get_snapshot_for
from tejido.budgets.actions.corrections import create_correction, withdraw_correction
from tejido.budgets.actions.withdrawals import withdraw_snapshot
from tejido.budgets.domain.columns import Document
from tejido.budgets.domain.data_order import in_order
from tejido.budgets.domain.year_spans import year_spans
from tejido.budgets.import_forms import ControlForm, CorrectionForm, RecordForm, WithdrawForm
from tejido.budgets.lens_forms import DOCUMENTS
from tejido.budgets.line_rows import correction_rows, line_rows, place_of
from tejido.budgets.models import Snapshot, SnapshotState
from tejido.budgets.queries.controls import compared, controls_for
from tejido.budgets.queries.corrections import corrections_about
from tejido.budgets.queries.lines import lines_at
from tejido.budgets.queries.snapshots import snapshot_data, taking_its_place
from tejido.budgets.report_rows import control_rows, report_context
from tejido.budgets.snapshot_files import original_path
from tejido.core.access import require
from tejido.core.errors import NotFound
from tejido.core.form_pages import entered, show_form
from tejido.core.models import User
from tejido.core.views.signed_in import allowed_person
from tejido.evidence.queries import sources_for

# How often the page of an import on its way is asked for again, in seconds.
AGAIN = 3
_ON_ITS_WAY = frozenset({SnapshotState.QUEUED, SnapshotState.READING})


@require_safe
def snapshot(request: HttpRequest, key: str) -> HttpResponse:
    """Show an import: how far it is, or its report, or why it was refused."""
    found = get_snapshot_for(request.user, key)
    may_import = can_import_budgets(request.user)
    context: dict[str, Any] = {"snapshot": found, "may_import": may_import}
    if found.state == SnapshotState.REFUSED:
        refusal = found.report.get("refusal", {})
        context["refusal"] = refusal.get(get_language() or "es", refusal.get("es", ""))
    if found.report:
        context |= report_context(found.report)
    if found.state == SnapshotState.STORED:
        context |= _stored(request, found)
        if may_import and isinstance(request.user, User):
            context |= _compared(request, request.user, found)
    response = render(request, "budgets/snapshot.html", context)
    if found.state in _ON_ITS_WAY:
        response["Refresh"] = str(AGAIN)
    return response


@require_safe
def snapshot_json(request: HttpRequest, key: str) -> JsonResponse:
    """Give the whole report to a program."""
    found = get_snapshot_for(request.user, key)
    response = JsonResponse(
        {"snapshot": snapshot_data(found), **in_order(found.report)},
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    response["Content-Disposition"] = f'inline; filename="{found.key}.json"'
    return response


@never_cache
@require_safe
def snapshot_original(request: HttpRequest, key: str) -> FileResponse:
    """Give the file as it came to who imports."""
    found = get_snapshot_for(request.user, key)
    require(can_import_budgets(request.user))
    path = original_path(found.original_digest)
    if found.state == SnapshotState.REFUSED or not path.is_file():
        raise NotFound
    return FileResponse(path.open("rb"), as_attachment=True, filename=found.original_name)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correction_new(request: HttpRequest, key: str) -> HttpResponse:
    """Show a line as it stands; put it right, saying why."""
    found = get_snapshot_for(request.user, key)
    user = allowed_person(request, can_import_budgets(request.user))
    initial = {name: request.GET.get(name, "") for name in ("line", "column")}
    form = CorrectionForm(request.POST or None, initial=initial)

    def correct() -> None:
        said = form.cleaned_data
        create_correction(
            actor=user,
            snapshot=found,
            where={"line": said["line"]},
            change={said["column"]: said["value"] or None},
            reason=said["reason"],
        )

    if entered(request, form, correct):
        return redirect(_corrections_of(found))
    return show_form(
        request, "budgets/correction_new.html", form, snapshot=found, **_line(request, found)
    )


@never_cache
@require_POST
def correction_withdraw(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Read the lines as they stand in the file again."""
    correction = get_correction_for(request.user, key, number)
    user = allowed_person(request, can_import_budgets(request.user))
    withdraw_correction(actor=user, correction=correction)
    return redirect(_corrections_of(correction.snapshot))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def snapshot_withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Say what would be in force without an import; a POST takes it back."""
    found = get_snapshot_for(request.user, key)
    user = allowed_person(request, can_import_budgets(request.user))
    if found.state != SnapshotState.STORED or found.withdrawn_at is not None:
        return redirect(found)
    form = WithdrawForm(request.POST or None)

    def withdraw() -> None:
        withdraw_snapshot(actor=user, snapshot=found, reason=form.cleaned_data["reason"])

    if entered(request, form, withdraw):
        messages.success(request, _("The import is withdrawn: no question reads it any more."))
        return redirect(found)
    rows = _instead(found)
    return show_form(request, "budgets/snapshot_withdraw.html", form, snapshot=found, rows=rows)


def _instead(found: Snapshot) -> list[tuple[str, str, Snapshot | None]]:
    """Return what would be in force without an import: years and document, and what instead."""
    years: dict[tuple[str, Snapshot | None], list[int]] = {}
    for one, other in taking_its_place(found):
        years.setdefault((one.document, other.snapshot if other else None), []).append(one.year)
    return [
        (year_spans(listed), str(DOCUMENTS[Document(document)]), other)
        for (document, other), listed in years.items()
    ]


def _line(request: HttpRequest, found: Snapshot) -> dict[str, Any]:
    """Return the line that is asked for, and the form to choose another."""
    asked = request.POST.get("line") or request.GET.get("line", "")
    record = RecordForm({"line": asked} if asked else None)
    place = int(record.cleaned_data["line"]) if record.is_valid() else 0
    line = lines_at(found, [place]).get(place) if found.state == SnapshotState.STORED else None
    if line is None:
        return {"record": record, "none_at": place}
    return {"record": record, "place": place, "line": line_rows(line)}


def _stored(request: HttpRequest, found: Snapshot) -> dict[str, Any]:
    """Return what stands beside the report of a stored snapshot."""
    corrections = corrections_about(found)
    lines = lines_at(found, filter(None, map(place_of, corrections)))
    return {
        "source": sources_for(request.user).filter(budget_snapshots=found).first(),
        "corrections": correction_rows(corrections, lines),
        "in_force": list(found.coverage.filter(in_force=True).order_by("year", "document")),
        "covered": found.coverage.count(),
    }


def _compared(request: HttpRequest, user: User, found: Snapshot) -> dict[str, Any]:
    """Return the imports it can be compared with, and the comparison that was asked for."""
    others = controls_for(user, found)
    asked = request.GET if "control" in request.GET else None
    form = ControlForm(asked, others=others, language=get_language() or "es")
    second = control_rows(compared(found, form.chosen())) if form.is_valid() else None
    return {"controls": others, "control_form": form, "second": second}


def _corrections_of(found: Snapshot) -> str:
    return f"{reverse('budgets:snapshot', args=[found.key])}#corrections"
