"""Who gets what at the addresses of imports."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tejido.budgets.tests.sent_files import (
    a_corrected_file,
    a_sent_file,
    a_stored_file,
    what_is_confirmed,
    what_is_sent,
)
from tejido.core.tests.permissions import Route, everyone, only

IMPORTERS = ("analyst", "secretary")
# Before it is stored an import is there for nobody else.
_THEIRS = only(*IMPORTERS, others=404)
_DONE = only(*IMPORTERS, status=302, others=404)


def _sent() -> tuple[str]:
    return (a_sent_file().key,)


def _stored() -> tuple[str]:
    return (a_stored_file().key,)


def _correction() -> dict[str, str]:
    return {"line": "1", "column": "executed", "value": "91.00", "reason": "Por el anexo"}


ROUTES = {
    "budgets:import_list": Route(get=only(*IMPORTERS)),
    "budgets:import_new": Route(
        get=only(*IMPORTERS), post=only(*IMPORTERS, status=302), data=what_is_sent
    ),
    "budgets:import_mapping": Route(get=_THEIRS, post=_DONE, args=_sent, data=what_is_confirmed),
    "budgets:import_descriptor": Route(
        post=only(*IMPORTERS, status=422, others=404),
        args=_sent,
        data=lambda: {"descriptor": SimpleUploadedFile("datapackage.json", b"{}")},
    ),
    "budgets:import_discard": Route(post=_DONE, args=_sent),
    "budgets:snapshot": Route(get=everyone(), args=_stored),
    "budgets:snapshot_json": Route(get=everyone(), args=_stored),
    "budgets:snapshot_original": Route(get=only(*IMPORTERS), args=_stored),
    "budgets:snapshot_withdraw": Route(
        get=only(*IMPORTERS),
        post=only(*IMPORTERS, status=302),
        args=_stored,
        data=lambda: {"reason": "Otro año"},
    ),
    "budgets:correction_new": Route(
        get=only(*IMPORTERS), post=only(*IMPORTERS, status=302), args=_stored, data=_correction
    ),
    "budgets:correction_withdraw": Route(post=only(*IMPORTERS, status=302), args=a_corrected_file),
}
