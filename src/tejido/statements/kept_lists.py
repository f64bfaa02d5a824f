"""Lists of who is to be invited, kept between reading them and inviting.

They hold addresses, so they stand in a temporary folder, readable by the installation alone: gone
when used or discarded, and after a day at the latest.
"""

import json
import os
import re
import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tejido.core.access import require
from tejido.core.errors import NotFound
from tejido.directory.domain.folding import fold
from tejido.statements.access import Reader, can_write_statements
from tejido.statements.domain.invitees import Invitee
from tejido.statements.models import Campaign

_KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(slots=True)
class ListRow:
    """A row of a list, and whom it means.

    Arguments:
        invitee: as read.
        organization: id of the organization it means; None while nobody said.
        maybe: ids of organizations it may mean.
        left_out: nobody is invited for this row.
        is_new: the directory does not know it: it is created when the list is used.
    """

    invitee: Invitee
    organization: int | None = None
    maybe: list[int] = field(default_factory=list)
    left_out: bool = False
    is_new: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody has to say whom it means."""
        return self.organization is None and not (self.left_out or self.is_new)

    @property
    def is_like_nobody(self) -> bool:
        """Whether nobody has to be asked: it has a name that is like none of the directory."""
        return self.is_open and not self.maybe and bool(self.invitee.name)

    @property
    def new_key(self) -> str:
        """What rows of one organization that the directory does not know have in common."""
        return fold(self.invitee.name) or self.invitee.name


def keep_list(campaign: Campaign, rows: Sequence[ListRow]) -> str:
    """Keep a list and return the key it is found under."""
    key = secrets.token_hex(16)
    _write(_folder() / key, campaign.pk, rows)
    return key


def get_list_for(user: Reader, campaign: Campaign, key: str) -> list[ListRow]:
    """Return a kept list.

    Errors:
        NotAllowed: only the secretariat invites.
        NotFound: it was used, discarded or is a day old, or belongs to another campaign.
    """
    require(can_write_statements(user))
    path = _folder() / key
    kept = json.loads(path.read_text()) if _KEY.fullmatch(key) and path.is_file() else None
    if kept is None or kept["campaign"] != campaign.pk:
        raise NotFound(
            _("This list is not kept any more: it was used or discarded. Give it once more."),
            code="list-gone",
        )
    return [ListRow(**{**row, "invitee": Invitee(**row["invitee"])}) for row in kept["rows"]]


def change_list(campaign: Campaign, key: str, rows: Sequence[ListRow]) -> None:
    """Keep a list as it is now under the key it was found under."""
    _write(_folder() / key, campaign.pk, rows)


def forget_list(key: str) -> None:
    """Remove a kept list."""
    if _KEY.fullmatch(key):
        (_folder() / key).unlink(missing_ok=True)


def _write(path: Path, campaign: int, rows: Sequence[ListRow]) -> None:
    """Write beside and rename, so that a reader never sees half a list."""
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w") as file:
        json.dump({"campaign": campaign, "rows": [asdict(row) for row in rows]}, file)
    Path(name).replace(path)


def _folder() -> Path:
    folder = Path(settings.DATA) / "lists"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder
