"""A list made to tire the server is read and resolved in a time that grows with its length."""

from time import process_time

import pytest

from tejido.directory.domain.reading import read_list
from tejido.directory.domain.resolution import resolve_mentions

# Any of these took longer than ten times this while a step compared all with all.
SECONDS = 10.0


@pytest.mark.parametrize(
    "text",
    [
        "a" * 150_000,
        "Red a:\n" * 8_000,
        "\n".join(f"Centro migra{chr(0x4E00 + n)}" for n in range(8_000)),
        "(" * 100_000,
        "a, " * 50_000,
        "A. C., " * 20_000,
    ],
    ids=["one word", "one heading", "spellings", "brackets", "commas", "forms"],
)
def test_a_hostile_list_is_done_with_in_time(text: str) -> None:
    started = process_time()
    resolve_mentions(read_list(text))
    assert process_time() - started < SECONDS


def test_keys_of_one_name_are_numbered_without_gaps() -> None:
    resolution = resolve_mentions(read_list("Red a:\n" * 4))
    keys = [organization.key for organization in resolution.organizations]
    assert len(set(keys)) == len(keys)
