"""The demo's data files, read into plain values. What each file holds stands in data/SOURCES.md."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data"
LANGUAGES = ("es", "en")
# A note whose source begins so cites the finding on the question of that name.
FINDING = "finding:"


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """One line of a CSV file of organizations.

    Arguments:
        name: official name as known or printed.
        acronym: its acronym, or "".
        aliases: other names.
        printed: spellings of the signature list that differ from the name.
        kind: a value of the directory's `OrganizationKind`.
        country, subdivision: ISO 3166 codes, or "".
        town: as text, or "".
        source: what the names and the place are known from, as one sentence.
        english: the name in English, or "".
        visibility: a value of the directory's `Visibility`.
    """

    name: str
    kind: str
    source: str
    acronym: str = ""
    aliases: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    country: str = ""
    subdivision: str = ""
    town: str = ""
    english: str = ""
    visibility: str = "public"


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A document to register; the fields are those of `evidence.Source`."""

    title: str
    publisher: str = ""
    published_on: str = ""
    url: str = ""
    language: str = ""
    digest: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FootnoteRow:
    """A numbered note: the id of its source in the file (or of a finding), where in it, what it
    says by language.
    """

    number: int
    source: str
    locator: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DemandRow:
    """What is asked of whom: the addressee by name, the wording by language."""

    addressee: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """What a correction changes in one language, and the note that says so."""

    replace: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class StatementFile:
    """declaration-2017.toml, example.toml or example-open.toml.

    Arguments:
        slug: the statement's address.
        list_title: of a record, what the list of its signatures is called.
        titles, bodies: by language.
        source: of a record, the document it records.
        sources: by the id footnotes cite them with.
        change: made while it was being signed, by language; empty when there was none.
        correction: begun since, by language; empty when there is none.
    """

    slug: str
    titles: Mapping[str, str]
    bodies: Mapping[str, str]
    demands: tuple[DemandRow, ...]
    list_title: str = ""
    source: SourceRow | None = None
    sources: Mapping[str, SourceRow] = field(default_factory=dict)
    footnotes: tuple[FootnoteRow, ...] = ()
    change: Mapping[str, CorrectionRow] = field(default_factory=dict)
    correction: Mapping[str, CorrectionRow] = field(default_factory=dict)


def read_text(name: str) -> str:
    """Return the text of a data file."""
    return (DATA / name).read_text(encoding="utf-8")


def read_organizations(name: str) -> list[OrganizationRow]:
    """Return the rows of a CSV file of organizations; "|" separates names in a cell."""
    reasons = tomllib.loads(read_text("sources.toml"))
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [_organization(row, reasons) for row in csv.DictReader(file)]


def _organization(row: dict[str, str], reasons: Mapping[str, str]) -> OrganizationRow:
    return OrganizationRow(
        name=row["name"],
        kind=row["kind"],
        source=reasons[row["source"]],
        acronym=row.get("acronym", ""),
        aliases=_several(row.get("aliases")),
        printed=_several(row.get("printed")),
        country=row["country"],
        subdivision=row["subdivision"],
        town=row["town"],
        english=row.get("english", ""),
        visibility=row.get("visibility", "public"),
    )


def _several(cell: str | None) -> tuple[str, ...]:
    return tuple(filter(None, (cell or "").split("|")))


def read_statement(name: str) -> StatementFile:
    """Return a statement file."""
    raw = tomllib.loads(read_text(name))
    texts = raw["texts"]
    return StatementFile(
        slug=raw["slug"],
        titles={language: texts[language]["title"] for language in LANGUAGES},
        bodies={language: texts[language]["body"].strip() + "\n" for language in LANGUAGES},
        demands=tuple(DemandRow(d["addressee"], _by_language(d)) for d in raw["demands"]),
        list_title=raw.get("list_title", ""),
        source=SourceRow(**raw["source"]) if "source" in raw else None,
        sources={s.pop("id"): SourceRow(**s) for s in raw.get("sources", [])},
        footnotes=tuple(_footnote(note) for note in raw.get("footnotes", [])),
        change=_corrections(raw.get("change", {})),
        correction=_corrections(raw.get("correction", {})),
    )


def _by_language(row: Mapping[str, Any]) -> dict[str, str]:
    return {language: row[language] for language in LANGUAGES}


def _corrections(rows: Mapping[str, Any]) -> dict[str, CorrectionRow]:
    return {
        language: CorrectionRow(row["replace"], row["with"], row["note"])
        for language, row in rows.items()
    }


def _footnote(row: Mapping[str, Any]) -> FootnoteRow:
    return FootnoteRow(row["number"], row["source"], row.get("locator", ""), _by_language(row))


def read_people(path: Path) -> dict[str, tuple[str, str]]:
    """Return who stands behind "Persona n": the name and the affiliation by placeholder.

    Arguments:
        path: a text file; its n-th line names Persona n, the affiliation after a semicolon.
            Empty lines keep the placeholder. Blank or missing lines at the end may be left out.
    """
    people = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        name, _, affiliation = (part.strip() for part in line.partition(";"))
        if name:
            people[f"Persona {number}"] = (name, affiliation)
    return people
