"""Who gets what at the addresses of import, export, printed lists and review."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tejido.core.tests.permissions import Route, everyone, only
from tejido.directory.actions import decide_pair, plan_table, store_printed_list
from tejido.directory.kept_files import get_kept_file_for, keep_file
from tejido.directory.models import DoubtfulPair, PrintedList
from tejido.directory.tests.factories import DOUBTFUL_LIST

SECRETARIAT = only("secretary")
REVIEWERS = only("secretary", "reviewer")
TABLE = b"name,kind\nCasa de Ejemplo,civil_society\n"
LIST = {"title": "Lista de ejemplo", "visibility": "coalition", "text": "Taller del Barro\n"}


def _list() -> PrintedList:
    made = store_printed_list(
        actor=None, title="Lista de ejemplo", source="", text=DOUBTFUL_LIST, visibility="public"
    )
    return made.printed_list


def _key() -> tuple[str]:
    return (_list().key,)


def _pair() -> tuple[int]:
    _list()
    return (DoubtfulPair.objects.get().pk,)


def _decision() -> tuple[int]:
    _list()
    pair = DoubtfulPair.objects.get()
    return (decide_pair(actor=None, pair=pair, verdict="unsure").pk,)


def _kept() -> tuple[str]:
    return (keep_file([TABLE]),)


def _plan() -> dict[str, str]:
    path = get_kept_file_for(None, keep_file([TABLE]))
    return {"plan": plan_table(actor=None, path=path).digest}


def _upload() -> dict[str, object]:
    return {"file": SimpleUploadedFile("ejemplo.csv", TABLE)}


ROUTES = {
    "directory:files": Route(get=everyone()),
    "directory:export": Route(get=everyone(), args=lambda: ("csv",)),
    "directory:import_upload": Route(post=only("secretary", status=302), data=_upload),
    "directory:import_check": Route(
        get=SECRETARIAT, post=only("secretary", status=302), args=_kept, data=_plan
    ),
    "directory:import_discard": Route(post=only("secretary", status=302), args=_kept),
    "directory:printed_lists": Route(get=REVIEWERS),
    "directory:printed_list": Route(get=REVIEWERS, args=_key),
    "directory:printed_list_new": Route(get=SECRETARIAT, post=SECRETARIAT, data=LIST),
    "directory:review": Route(get=REVIEWERS),
    "directory:decide_pair": Route(
        post=only("secretary", "reviewer", status=302), args=_pair, data={"verdict": "unsure"}
    ),
    "directory:decisions": Route(get=REVIEWERS),
    "directory:decision_undo": Route(
        post=only("secretary", "reviewer", status=302), args=_decision
    ),
}
