"""Mappings there are: confirmed here, and shipped with the project."""

from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from tejido.budgets import models
from tejido.budgets.domain.mapping import Mapping
from tejido.budgets.domain.mapping_reading import read_mapping
from tejido.budgets.rule_files import read_yaml
from tejido.core.errors import NotFound

_SHIPPED = Path(__file__).resolve().parent.parent / "data" / "mappings"


@cache
def shipped_mappings() -> tuple[Mapping, ...]:
    """Return the mappings the project ships, by their keys."""
    return tuple(
        read_mapping(read_yaml(path.read_text(encoding="utf-8")))
        for path in sorted(_SHIPPED.glob("*.yaml"))
    )


def known_mappings() -> tuple[Mapping, ...]:
    """Return the newest version of each mapping somebody confirmed, and those only shipped.

    The last confirmed comes first: it is what the next file is most like.
    """
    newest: dict[str, Mapping] = {}
    for row in models.Mapping.objects.order_by("-pk"):
        if row.key not in newest:
            newest[row.key] = read_mapping(row.spec)
    rest = [mapping for mapping in shipped_mappings() if mapping.key not in newest]
    return (*newest.values(), *rest)


def mapping_called(name: str) -> Mapping:
    """Return a mapping by its key ("mx-final-account") or one version of it ("...@2").

    Errors:
        NotFound: there is none; the message names those there are.
    """
    key, _at, number = name.partition("@")
    rows = models.Mapping.objects.filter(key=key)
    if number:
        rows = rows.filter(number=int(number) if number.isdecimal() else -1)
    row = rows.order_by("-number").first()
    if row is not None:
        return read_mapping(row.spec)
    for mapping in shipped_mappings():
        if mapping.key == key and not number:
            return mapping
    known = ", ".join(sorted(one.key for one in known_mappings()))
    raise NotFound(
        _("There is no mapping “%(name)s”. There are: %(known)s.") % {"name": name, "known": known},
        code="mapping-unknown",
    )
