"""Years in few words: "2008–2013, 2016"."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final

# Two years in a row are as short one by one.
_SHORTEST_SPAN: Final = 3


def year_spans(years: Iterable[int]) -> str:
    """Return years in their order, each once, with a dash where three or more follow each other."""
    numbered = enumerate(sorted(set(years)))
    said: list[str] = []
    for _offset, run in groupby(numbered, key=lambda pair: pair[1] - pair[0]):
        listed = [str(year) for _place, year in run]
        said += listed if len(listed) < _SHORTEST_SPAN else [f"{listed[0]}–{listed[-1]}"]
    return ", ".join(said)
