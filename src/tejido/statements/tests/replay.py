"""The count as the transparency log alone tells it: replayed from its entries, step by step."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from tejido.core.transparency import log
from tejido.statements.models import Statement
from tejido.statements.queries.public_names import PublicSigner


@dataclass
class Replayed:
    """What the entries of a statement say.

    Arguments:
        families: the first digest of the meaning of each digest.
        standing: signer, network that carried it and digest of each standing signature, by index.
        counts_as: signers that count as others.
        told: what was last told of each signer.
    """

    families: dict[str, str] = field(default_factory=dict)
    newest: str = ""
    standing: dict[int, tuple[str, str | None, str]] = field(default_factory=dict)
    counts_as: dict[str, str | None] = field(default_factory=dict)
    told: dict[str, PublicSigner] = field(default_factory=dict)

    def body(self, signer: str) -> str:
        """Return the signer it counts as."""
        return self.counts_as.get(signer) or signer

    def totals(self, digest: str) -> dict[str, int]:
        """Return the count for the meaning of a digest."""
        family = self.families[digest]
        routes: dict[str, set[str | None]] = defaultdict(set)
        carriers = set()
        for signer, via, signed in self.standing.values():
            if self.families[signed] == family:
                routes[self.body(signer)].add(via)
                if via:
                    carriers.add(self.body(via))
        sorts = {body: self.told[body].sort for body in [*routes, *carriers]}
        people = {body for body in routes if sorts[body] == "person"}
        networks = carriers | {body for body in routes if sorts[body] == "network"}
        mine = {b: vias for b, vias in routes.items() if b not in networks | people}
        named = {body for body in sorts if self.told[body].names is not None}
        countries = {(self.told[b].names or {}).get("country", "") for b in set(mine) & named}
        return {
            "organizations": len(mine),
            "direct": sum(None in vias for vias in mine.values()),
            "via_networks": sum(vias != {None} for vias in mine.values()),
            "both": sum(None in vias and len(vias) > 1 for vias in mine.values()),
            "unnamed": len(set(mine) - named),
            "networks": len(networks),
            "unnamed_networks": len(networks - named),
            "people": len(people),
            "unnamed_people": len(people - named),
            "countries": len(countries - {""}),
        }


def replay(statement: Statement) -> Replayed:
    """Replay a statement's entries, checking that each names the one before."""
    statement.refresh_from_db()
    found, previous = Replayed(), None
    assert statement.last_leaf is not None
    entries = list(log.chain(statement.last_leaf))
    openings = log.openings(entry.index for entry in entries)
    for entry in entries:
        value: dict[str, Any] = dict(entry.value)
        assert value["previous"] == previous
        assert value["statement"] == statement.slug
        previous = entry.index
        opened = openings.get(entry.index)
        if "names" in value:
            names = opened.names if opened else None
            found.told[value["signer"]] = PublicSigner(value["sort"], names)
        _apply(found, entry.index, value)
    assert previous == statement.last_leaf
    return found


def _apply(found: Replayed, index: int, value: dict[str, Any]) -> None:
    kind = value["kind"]
    if kind == "text":
        same = value["change"] == "wording"
        first = found.families[found.newest] if same else value["digest"]
        found.families[value["digest"]], found.newest = first, value["digest"]
    elif kind == "signature":
        found.standing[index] = (value["signer"], value["via"], value["digest"])
    elif kind == "confirmation":
        signer, via, _digest = found.standing[value["signature"]]
        found.standing[index] = (signer, via, value["digest"])
    elif kind == "withdrawal":
        del found.standing[value["signature"]]
    elif kind == "merge":
        found.counts_as[value["signer"]] = value["counts_as"]
