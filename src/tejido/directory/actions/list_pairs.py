"""The pairs a stored list asks about: within the list, and beside what the directory knows."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F

from tejido.directory.domain.countries import country_name, subdivision_name
from tejido.directory.domain.known_links import KnownPair
from tejido.directory.domain.known_names import KnownName
from tejido.directory.domain.matching.decisions import FINGERPRINT_BYTES
from tejido.directory.domain.mention import Place
from tejido.directory.domain.resolution import Resolution, pair_key
from tejido.directory.domain.sides import place_printed
from tejido.directory.models import DoubtfulPair, MentionRow, Organization, PrintedList
from tejido.directory.queries.decisions import asked_fingerprints, asked_organizations

_BATCH = 500


def store_pairs(
    printed: PrintedList,
    resolution: Resolution,
    known: Sequence[KnownPair],
    rows: Mapping[int, MentionRow],
    standing_for: Mapping[str, int],
) -> int:
    """Store the pairs to ask about; return how many.

    Left out are two sides that turned out to be one known organization, and what an earlier list
    asks about already: the same words, or the same words and the same organization.

    Arguments:
        known: pairs of a mention and a name of the directory.
        rows: the stored mentions by number.
        standing_for: the organization each resolved body stands for, by key.
    """
    pairs = [
        *_within(printed, resolution, rows, standing_for),
        *_beside_known(printed, known, rows),
    ]
    return len(DoubtfulPair.objects.bulk_create(pairs, _BATCH))


def _within(
    printed: PrintedList,
    resolution: Resolution,
    rows: Mapping[int, MentionRow],
    standing_for: Mapping[str, int],
) -> Iterable[DoubtfulPair]:
    key_of = {m.mention.id: m.organization for m in resolution.mentions}
    asked = asked_fingerprints()
    return [
        DoubtfulPair(
            printed_list=printed, a=rows[p.a], b=rows[p.b], score=p.score, why=p.reason.name
        )
        for p in resolution.review
        if rows[p.a].organization_id is not None
        and rows[p.b].organization_id is not None
        and standing_for[key_of[p.a]] != standing_for[key_of[p.b]]
        and pair_key(rows[p.a].fingerprint, rows[p.b].fingerprint) not in asked
    ]


def _beside_known(
    printed: PrintedList, known: Sequence[KnownPair], rows: Mapping[int, MentionRow]
) -> Iterable[DoubtfulPair]:
    if not known:
        return []
    asked, about = asked_fingerprints(), asked_organizations()
    fresh = [
        pair
        for pair in known
        if (rows[pair.mention].fingerprint, pair.name.organization) not in about
    ]
    sides = _sides([(pair.name, rows[pair.mention].fingerprint) for pair in fresh])
    return [
        DoubtfulPair(
            printed_list=printed,
            a=rows[pair.mention],
            b=side,
            score=pair.score,
            why=pair.reason.name,
        )
        for pair, side in zip(fresh, sides, strict=True)
        if pair_key(rows[pair.mention].fingerprint, side.fingerprint) not in asked
    ]


def _sides(wanted: Sequence[tuple[KnownName, str]]) -> list[MentionRow]:
    """Return for each known name the mention that speaks for it beside a fingerprint.

    It is one an earlier list printed, or else a mention without a list: the name as the
    directory holds it. Where both sides have the same words, the words cannot tell decisions
    about them apart: then the organization's key does.
    """
    owners = Organization.objects.in_bulk(list({name.owner for name, _mark in wanted}))
    stored = MentionRow.objects.filter(organization__in=owners).order_by(
        F("printed_list").desc(nulls_first=True)
    )
    rows = {(row.organization_id, row.fingerprint): row for row in stored}
    sides: list[MentionRow] = []
    for name, beside in wanted:
        mark = name.fingerprint
        if mark == beside:
            mark = _own_fingerprint(owners[name.owner])
        row = rows.get((name.owner, mark))
        if row is None:
            row = rows[name.owner, mark] = _held(name, mark)
        sides.append(row)
    return sides


def _own_fingerprint(organization: Organization) -> str:
    text = f"directory\n{organization.key}"
    return hashlib.blake2b(text.encode(), digest_size=FINGERPRINT_BYTES).hexdigest()


def _held(name: KnownName, fingerprint: str) -> MentionRow:
    """Store a name of the directory as a mention without a list, with acronyms and place."""
    mention = name.mention
    where = _where(mention.place)
    missing = [part for part in (*mention.acronyms, where) if part and part not in mention.text]
    return MentionRow.objects.create(
        printed_list=None,
        number=0,
        line=0,
        kind=mention.kind,
        organization_id=name.owner,
        text=" ".join((mention.text, *(f"({part})" for part in missing)))[:500],
        place=place_printed(mention.place)[:200],
        fingerprint=fingerprint,
    )


def _where(place: Place) -> str:
    """Return a place as a list would print it, in Spanish."""
    wide = ""
    if place.subdivision:
        wide = subdivision_name(place.subdivision, "es")
    elif place.country:
        wide = country_name(place.country, "es")
    return ", ".join(part for part in (place.town, wide) if part)
