"""What a question's conditions name: as it is called today, or as an earlier answer found it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from tejido.budgets.asking.resolving_rules import Record, concordance_record
from tejido.budgets.domain.concordance import Concordance, read_concordance
from tejido.budgets.domain.lens import Lens
from tejido.budgets.domain.named_codes import NamedCode, NameFault
from tejido.budgets.domain.question import CLASS, INSTITUTION, Question, Selected
from tejido.budgets.domain.selection import (
    Selection,
    select_classes,
    select_codes,
    select_institutions,
)
from tejido.budgets.models import ConcordanceVersion, Dataset
from tejido.budgets.queries import answers as lookups

Pinned = Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Names:
    """What the names of a question came to.

    Arguments:
        selections: what each condition comes to, by dimension.
        record: what an answer says of it: "codes" by dimension, each with a label it had and the
            years it was seen between; "acronyms", the concordances that told a short name.
    """

    selections: Mapping[str, Selection]
    record: Record


def names_of(
    dataset: Dataset,
    question: Question,
    lens: Lens | None,
    concordance: Concordance | None,
    pinned: Pinned,
) -> Names:
    """Look up the names in a question's conditions.

    Arguments:
        dataset: whose labels are looked through.
        lens: and `concordance`: those the question names.
        pinned: `record` of an answer: its codes and acronyms stand, whatever is called so by now.

    Errors:
        NameFault: a name stands for nothing, or for several things.
    """
    lookup = _Lookup(dataset, lens, concordance, pinned)
    selections = {one.dimension: lookup.selection(one) for one in question.where}
    codes = {name: sorted({*one.codes, *one.apart}) for name, one in selections.items()}
    told_by = {key for one in selections.values() for key in one.acronyms}
    return Names(
        selections,
        {
            "codes": {name: list(map(asdict, listed)) for name, listed in codes.items() if listed},
            "acronyms": [concordance_record(one) for one in lookup.versions_of(told_by)],
        },
    )


class _Lookup:
    """Where names are looked up: what is called so today, or what an answer holds of it."""

    def __init__(
        self,
        dataset: Dataset,
        lens: Lens | None,
        concordance: Concordance | None,
        pinned: Pinned,
    ) -> None:
        self._dataset = dataset
        self._lens = lens
        self._concordance = concordance
        self._pinned = pinned

    def selection(self, asked: Selected) -> Selection:
        """Return what a condition comes to."""
        if asked.dimension == CLASS and self._lens is not None:
            return select_classes(asked.values, self._lens)
        if self._pinned is not None:
            return self._chosen(asked, self._known_then(asked), acronyms=True)
        try:
            return self._chosen(asked, self._known(asked), acronyms=False)
        except NameFault as fault:
            if fault.code != "name-unknown":
                raise
            return self._chosen(asked, self._known(asked, every=True), acronyms=True)

    def versions_of(self, keys: Iterable[str]) -> list[ConcordanceVersion]:
        """Return those of the concordances asked for short names that have one of the keys."""
        wanted = set(keys)
        return [one for one in self._versions if one.concordance.key in wanted] if wanted else []

    @cached_property
    def _versions(self) -> list[ConcordanceVersion]:
        # Answers from before the versions were kept cannot say which they were.
        if self._pinned is None or "acronyms" not in self._pinned:
            return lookups.newest_concordances()
        told_by = self._pinned["acronyms"]
        return [lookups.concordance_version(f"{one['key']}@{one['number']}") for one in told_by]

    def _known(self, asked: Selected, *, every: bool = False) -> list[NamedCode]:
        return lookups.codes_named(
            self._dataset, _labelled(asked.dimension), asked.values, every=every
        )

    def _known_then(self, asked: Selected) -> list[NamedCode]:
        """Return the codes an answer found, under the names they had then.

        Answers from before the names were kept have the codes alone: they take every name that an
        import gave these.
        """
        codes: Sequence[Any] = (self._pinned or {})["codes"].get(asked.dimension, ())
        if codes and isinstance(codes[0], str):
            return lookups.codes_held(self._dataset, _labelled(asked.dimension), codes)
        return [NamedCode(**one) for one in codes]

    def _chosen(self, asked: Selected, known: Sequence[NamedCode], *, acronyms: bool) -> Selection:
        if asked.dimension != INSTITUTION:
            return select_codes(asked.dimension, asked.values, known)
        others = acronyms and self._concordance is None
        return select_institutions(
            asked.values,
            known,
            self._concordance,
            [read_concordance(one.spec) for one in self._versions] if others else (),
            settled=self._pinned is not None,
        )


def _labelled(dimension: str) -> str:
    """Return the dimension of the labels a condition is about."""
    return "unit" if dimension == INSTITUTION else dimension
