"""The data files: whole, in both languages, nobody's name, no sentence taken over."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tejido.demo.budget_file import read_findings
from tejido.demo.coalition_file import read_coalition
from tejido.demo.files import (
    FINDING,
    LANGUAGES,
    StatementFile,
    read_organizations,
    read_people,
    read_statement,
    read_text,
)
from tejido.directory.domain.countries import is_country, is_first_level
from tejido.directory.domain.mention import MentionKind
from tejido.directory.domain.reading import read_list
from tejido.directory.models import OrganizationKind

# The original lies beside some working copies only; the rule is shown on a text of our own too.
SEEDS = sorted((Path(__file__).resolve().parents[5] / "shared" / "seeds").glob("004_*.txt"))
TABLES = (
    "networks.csv",
    "organizations.csv",
    "authorities.csv",
    "example-organizations.csv",
)
STATEMENTS = ("declaration-2017.toml", "example.toml", "example-open.toml")
OWN_TEXT = (
    "A short invented text about boats on a wide river, of which a summary may keep the facts and "
    "never nine words in a row."
)
WORDS_IN_A_ROW = 9


def words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"\[\^?\d+\]", " ", text).lower())


def taken_over(text: str, original: str) -> set[str]:
    """Return the runs of words that stand in both texts."""

    def runs(part: str) -> set[str]:
        found = words(part)
        size = WORDS_IN_A_ROW
        return {" ".join(found[i : i + size]) for i in range(len(found) - size + 1)}

    return runs(text) & runs(original)


def own_words(statement: StatementFile) -> Iterator[str]:
    yield from statement.bodies.values()
    for demand in statement.demands:
        yield from demand.texts.values()


@pytest.mark.parametrize(
    "original", [OWN_TEXT, *(path.read_text(encoding="utf-8") for path in SEEDS)], ids=len
)
def test_the_summary_takes_no_sentence_over(original: str) -> None:
    for text in own_words(read_statement("declaration-2017.toml")):
        assert taken_over(text, original) == set()


def test_a_sentence_taken_over_is_seen() -> None:
    assert taken_over(f"Beginning. {OWN_TEXT[20:90]}[^1] End.", OWN_TEXT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_has_its_fourteen_markers_in_order(language: str) -> None:
    declaration = read_statement("declaration-2017.toml")
    markers = re.findall(r"\[\^(\d+)\]", declaration.bodies[language])
    assert markers == [str(n) for n in range(1, 15)]
    assert declaration.footnotes == ()
    assert len(declaration.demands) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_is_a_summary(language: str) -> None:
    declaration = read_statement("declaration-2017.toml")
    assert 250 <= len(words(declaration.bodies[language])) <= 400


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_is_whole_in_both_languages(name: str) -> None:
    statement = read_statement(name)
    headings = {len(re.findall(r"^## ", b, re.MULTILINE)) for b in statement.bodies.values()}
    assert len(headings) == 1
    notes = {str(note.number) for note in statement.footnotes}
    findings = {f"{FINDING}{row.question}" for row in read_findings()}
    assert {note.source for note in statement.footnotes} <= {*statement.sources, *findings}
    for language in LANGUAGES:
        assert statement.titles[language]
        assert all(demand.texts[language] for demand in statement.demands)
        if notes:
            assert set(re.findall(r"\[\^(\d+)\]", statement.bodies[language])) == notes
        body = statement.bodies[language]
        for rows in filter(None, (statement.change, statement.correction)):
            assert body.count(rows[language].replace) == 1
            body = body.replace(rows[language].replace, rows[language].by)


def digest_of_the_declaration() -> str:
    source = read_statement("declaration-2017.toml").source
    return source.digest if source else ""


def test_the_source_says_which_file_was_held() -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", digest_of_the_declaration())


@pytest.mark.parametrize(
    ("held", "digest"),
    [
        (OWN_TEXT.encode(), "d9cfe77898862d831d0109b6fb27d14b2f191e0a1d7e8f7436915c0bc32e066f"),
        *((path.read_bytes(), digest_of_the_declaration()) for path in SEEDS),
    ],
    ids=len,
)
def test_a_copy_can_be_compared_with_the_digest(held: bytes, digest: str) -> None:
    assert hashlib.sha256(held).hexdigest() == digest


@pytest.mark.parametrize("name", TABLES)
def test_organizations_are_public_facts(name: str) -> None:
    for row in read_organizations(name):
        assert row.name == " ".join(row.name.split())
        assert row.kind in OrganizationKind
        assert row.source
        assert not row.country or is_country(row.country)
        assert not row.subdivision or is_first_level(row.subdivision, row.country)
        assert row.visibility == "public" or name.startswith("example-")


def test_no_organization_stands_twice() -> None:
    names = [row.name for name in TABLES for row in read_organizations(name)]
    assert len(names) == len(set(names))


def test_everything_invented_says_so() -> None:
    invented = [*read_organizations("example-organizations.csv")]
    assert all("Ejemplo" in row.name for row in invented)
    coalition = read_coalition()
    known = [(row.name, row.email) for row in coalition.accounts]
    known += [(row.name, row.email) for row in coalition.contacts]
    known += [(row.name, row.email) for row in coalition.people]
    for name, email in known:
        assert "Ejemplo" in name
        assert email.endswith("@example.org")


def test_the_coalitions_networks_are_seven() -> None:
    networks = read_organizations("networks.csv")
    assert len(networks) == 7
    assert {row.kind for row in networks} == {"network"}


def test_people_of_2017_are_placeholders_in_a_row() -> None:
    printed = re.findall(r"Persona (\d+)", read_text("signatures-2017.txt"))
    assert printed == [str(n) for n in range(1, 18)]


def test_every_person_the_reader_finds_is_a_placeholder() -> None:
    text = read_text("signatures-2017.txt")
    mentions = read_list(text).mentions
    people = [mention.text for mention in mentions if mention.kind is MentionKind.PERSON]
    assert people == re.findall(r"Persona \d+", text)


def test_people_are_read_by_line(tmp_path: Path) -> None:
    path = tmp_path / "people.txt"
    path.write_text("Ana Ejemplo; bióloga\n\nCiro Ejemplo\n", encoding="utf-8")
    assert read_people(path) == {
        "Persona 1": ("Ana Ejemplo", "bióloga"),
        "Persona 3": ("Ciro Ejemplo", ""),
    }
