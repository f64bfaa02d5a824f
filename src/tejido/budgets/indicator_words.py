"""What the figures of an answer are called on screen; files and SQL keep the short names."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tejido.budgets.asking.shipped import wording

_NAMES: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "amount": _("amount"),
        "share": _("share"),
        "share_of_total": _("share of the total"),
        "herfindahl": _("concentration (Herfindahl)"),
        "lines": _("lines"),
        "units_compared": _("codes of units in both years"),
        "units_renamed": _("codes of units with another name"),
        "rate_of_units": _("rate of renamed units"),
        "programmes_compared": _("codes of programmes in both years"),
        "programmes_renamed": _("codes of programmes with another name"),
        "rate_of_programmes": _("rate of renamed programmes"),
        "amount_catch_all": _("amount under objects that say nothing"),
        "share_catch_all": _("share under objects that say nothing"),
    }
)
# A stage of the money, or a number, follows the beginning.
_BEGINNINGS: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "difference_from_": _("difference from “%(what)s”"),
        "rate_from_": _("difference from “%(what)s”, as a ratio"),
        "share_less_share_": _("share less the share of “%(what)s”"),
        "moved_since_": _("moved since “%(what)s”"),
        "share_of_top_": _("share of the largest %(what)s"),
        "so_far_of_": _("so far of “%(what)s”"),
    }
)


def indicator_said(name: str, language: str) -> str:
    """Return what a figure of an answer is called; an unknown one keeps its short name.

    Arguments:
        name: the value of "indicator" in a row.
        language: of the stage it names: the reader's.
    """
    if name in _NAMES:
        return str(_NAMES[name])
    for beginning, said in _BEGINNINGS.items():
        if name.startswith(beginning):
            rest = name.removeprefix(beginning)
            return said % {"what": wording()["measures"].get(rest, {}).get(language, rest)}
    return name
