"""Who is told what came of an import the worker carried out: whoever sent the file."""

from collections.abc import Mapping
from typing import Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tejido.budgets.models import Snapshot
from tejido.notifications.actions import Recipient, Words, register_group, register_kind, tell
from tejido.notifications.domain.messages import Data

GROUP: Final = "imports"
_USER: Final = "core.user"
_STORED, _REFUSED = "budgets.import_stored", "budgets.import_refused"
# What a message is called in the secretariat's list, and its title.
_CALLED: Final[Mapping[str, tuple[Promise, Promise]]] = {
    _STORED: (_("import stored"), _("Your budget file is stored")),
    _REFUSED: (_("import refused"), _("Your budget file was refused")),
}


def tell_who_sent(snapshot: Snapshot, *, stored: bool) -> None:
    """Tell whoever sent a file what came of it; in the caller's transaction.

    What the installation imported itself has nobody to tell.
    """
    if snapshot.imported_by_id is not None:
        recipient = Recipient(_USER, snapshot.imported_by_id, {"snapshot": snapshot.pk})
        tell(recipients=[recipient], kind=_STORED if stored else _REFUSED)


def register_kinds() -> None:
    """Tell the notifications what messages about imports say; who waits for one is told at once."""
    register_group(GROUP, _("Imports of budgets"))
    for kind, (label, _subject) in _CALLED.items():
        register_kind(
            kind,
            lambda data, language, kind=kind: _words(kind, data, language),  # type: ignore[misc]
            label=label,
            at_once=True,
            group=GROUP,
        )


def _words(kind: str, data: Data, language: str) -> Words | None:
    """Return the words of a message; None when the import has been discarded."""
    snapshot = Snapshot.objects.filter(pk=int(data["snapshot"])).first()
    if snapshot is None:
        return None
    _label, subject = _CALLED[kind]
    came = _counted(snapshot) if kind == _STORED else snapshot.report["refusal"][language]
    named = _("File: %(name)s") % {"name": snapshot.original_name}
    address = snapshot.get_absolute_url()
    return Words(str(subject), (named, came), address, str(_("Read the report")))


def _counted(snapshot: Snapshot) -> str:
    rows = snapshot.report["rows"]
    counts = {name: number_format(rows[name], force_grouping=True) for name in ("kept", "refused")}
    return _("Lines kept: %(kept)s. Lines refused: %(refused)s.") % counts
