"""Importing a file in the browser: sent, looked at, its mapping confirmed or the file discarded."""

from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tejido.budgets.access import can_import_budgets, get_snapshot_for
from tejido.budgets.actions.imports import confirm_mapping, discard_snapshot
from tejido.budgets.actions.uploads import receive_file
from tejido.budgets.coverage_words import held_said
from tejido.budgets.import_forms import UploadForm
from tejido.budgets.import_looks import SHOWN_ROWS, Look, confirmed, lacking_names, look_at, samples
from tejido.budgets.mapping_form import MappingForm
from tejido.budgets.models import Snapshot, SnapshotState
from tejido.budgets.queries.answers import datasets_for
from tejido.budgets.queries.mappings import known_mappings
from tejido.budgets.queries.snapshots import same_file, snapshots_for
from tejido.budgets.reading_forms import DescriptorForm, ReadingForm, choices_of
from tejido.core.form_pages import entered, refusals_on, show_form, takes_files
from tejido.core.models import User
from tejido.core.views.signed_in import allowed_person

_PAGE = ["GET", "HEAD", "POST"]
PAGE_SIZE = 50
_TOO_LARGE = _(
    "The file is larger than the 60 MB that can be sent with a browser; nothing of it was kept."
    " Pack it as zip or gz and send it again, or ask whoever runs this installation to import it"
    " there: tejido budget import FILE --dataset KEY"
)


@never_cache
@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    """List the imports, newest first."""
    found = snapshots_for(_importer(request))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "budgets/import_list.html", {"page": page})


@takes_files(_TOO_LARGE)
@never_cache
@require_http_methods(_PAGE)
def import_new(request: HttpRequest) -> HttpResponse:
    """Take a file, its dataset and its source."""
    user = _importer(request)
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        initial={"dataset": request.GET.get("dataset", "")},
        datasets=datasets_for(user),
        language=get_language() or "es",
    )
    received: list[Snapshot] = []

    def receive() -> None:
        file = form.cleaned_data["file"]
        received.append(
            receive_file(
                actor=user,
                path=Path(file.temporary_file_path()),
                name=file.name,
                dataset=form.dataset_chosen(),
                source=form.source_data(),
            )
        )

    if entered(request, form, receive):
        return redirect("budgets:import_mapping", received[0].key)
    return show_form(request, "budgets/import_new.html", form)


@never_cache
@require_http_methods(_PAGE)
def import_mapping(request: HttpRequest, key: str) -> HttpResponse:
    """Show how a file reads and what its columns are taken for; a POST confirms it."""
    user, snapshot = _waiting(request, key)
    if snapshot.state != SnapshotState.UPLOADED:
        return redirect(snapshot)
    choices = choices_of(request.GET)
    look = look_at(user, snapshot, choices, _like(request))
    form = _form(snapshot, look, request.POST if request.method == "POST" else None)

    def confirm() -> None:
        if form is not None:
            confirm_mapping(
                actor=user,
                snapshot=snapshot,
                mapping=form.cleaned_data["mapping"],
                choices=confirmed(choices, look.table),
            )

    if form is not None and entered(request, form, confirm):
        return redirect(snapshot)
    status = 422 if request.method == "POST" or look.refusal else 200
    return _show_look(request, snapshot, look, form, status)


@never_cache
@require_POST
def import_descriptor(request: HttpRequest, key: str) -> HttpResponse:
    """Show the mapping that a fiscal data package's descriptor proposes; nothing is kept."""
    user, snapshot = _waiting(request, key)
    if snapshot.state != SnapshotState.UPLOADED:
        return redirect(snapshot)
    sent = DescriptorForm(request.POST, request.FILES)
    look, status = look_at(user, snapshot, choices_of(request.GET), _like(request)), 422
    if sent.is_valid():
        with refusals_on(sent, "descriptor"):
            descriptor = sent.cleaned_data["descriptor"]
            look = look_at(user, snapshot, choices_of(request.GET), descriptor=descriptor)
            status = 200
    return _show_look(request, snapshot, look, _form(snapshot, look, None), status, sent)


@never_cache
@require_POST
def import_discard(request: HttpRequest, key: str) -> HttpResponse:
    """Forget an import that is not stored, and its file."""
    user, snapshot = _waiting(request, key)
    discard_snapshot(actor=user, snapshot=snapshot)
    return redirect("budgets:import_list")


def _importer(request: HttpRequest) -> User:
    return allowed_person(request, can_import_budgets(request.user))


def _waiting(request: HttpRequest, key: str) -> tuple[User, Snapshot]:
    """Return who imports, and the import; to anybody else it is not there before it is stored."""
    snapshot = get_snapshot_for(request.user, key)
    return _importer(request), snapshot


def _like(request: HttpRequest) -> str:
    """Return the mapping a person wants to begin from, "" when there is none of that key."""
    asked = request.GET.get("like", "")
    return asked if asked in {one.key for one in known_mappings()} else ""


def _form(snapshot: Snapshot, look: Look, data: Any) -> MappingForm | None:
    if look.table is None or look.proposal is None:
        return None
    return MappingForm(
        data,
        proposal=look.proposal,
        header=look.table.header,
        samples=samples(look.table),
        dataset=snapshot.dataset.key,
    )


def _show_look(
    request: HttpRequest,
    snapshot: Snapshot,
    look: Look,
    form: MappingForm | None,
    status: int,
    descriptor: DescriptorForm | None = None,
) -> HttpResponse:
    reading = ReadingForm(initial=request.GET.dict())
    reading.offer(look.members, look.sheets, [one.key for one in known_mappings()])
    context: dict[str, Any] = {
        "snapshot": snapshot,
        "look": look,
        "form": form,
        "reading": reading,
        "descriptor": descriptor or DescriptorForm(),
        "asked": request.GET.urlencode(),
        "same": same_file(snapshot),
        "held": held_said(snapshot.dataset),
    }
    if look.table is not None and look.proposal is not None:
        context |= {
            "sample": look.table.sample[:SHOWN_ROWS],
            "lacking": lacking_names(look.proposal),
        }
    return render(request, "budgets/import_mapping.html", context, status=status)
