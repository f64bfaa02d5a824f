"""Signed notes: the examples of Go's implementation, and what must not be taken for one.

The keys, the text and its two signatures are those of golang.org/x/mod/sumdb/note (note_test.go).
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.core.transparency import notes
from tejido.core.transparency.notes import CheckpointText, NoteInvalid, SigningKey

PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
BY_PETER = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdng"
    "otpRZb6KE6RyyBwJnAM=\n"
)
BY_ENOCH = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33"
    "WWd1RvMc+QQ=\n"
)
# Of the same tests: a longer key, and one of an unknown algorithm, each with its own hash.
NOT_KEYS = (
    "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
    "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
)


def test_signing_gives_the_known_note() -> None:
    key = notes.signing_key(PETER_PRIVATE)
    assert key.sign(TEXT) == f"{TEXT}\n{BY_PETER}"
    assert key.line == PETER_PRIVATE
    assert key.verifying == notes.verifying_key(PETER)
    assert key.verifying.line == PETER


def test_the_private_key_is_not_shown_by_accident() -> None:
    assert "seed" not in repr(notes.signing_key(PETER_PRIVATE))


@pytest.mark.parametrize("keys", [[PETER], [ENOCH], [PETER, ENOCH]])
def test_signatures_of_the_keys_given_are_found(keys: list[str]) -> None:
    known = [notes.verifying_key(key) for key in keys]
    assert notes.opened(f"{TEXT}\n{BY_PETER}{BY_ENOCH}", known) == (TEXT, known)


@pytest.mark.parametrize(
    "note",
    [
        TEXT,
        f"{TEXT}\n",
        f"{TEXT}\n{BY_PETER[:-1]}",
        f"\x01{TEXT}\n{BY_PETER}",
        f"{TEXT}\n{BY_PETER.replace('PeterNeumann', 'Peter Neumann')}",
        f"{TEXT}\n{BY_PETER}Unexpected line.\n",
        f"{TEXT}\n{BY_PETER * 101}",
        f"{TEXT}\n{BY_PETER[:60]}ABCD{BY_PETER[60:]}",
        f"{TEXT}\n{BY_ENOCH}",
        f"x{TEXT}\n{BY_PETER}",
    ],
)
def test_what_is_no_note_signed_by_the_key_is_refused(note: str) -> None:
    with pytest.raises(NoteInvalid):
        notes.opened(note, [notes.verifying_key(PETER)])


@pytest.mark.parametrize("key", NOT_KEYS)
def test_another_sort_of_key_is_refused(key: str) -> None:
    with pytest.raises(NoteInvalid):
        notes.verifying_key(key)


@pytest.mark.parametrize(
    ("line", "read"),
    [(PETER, notes.verifying_key), (PETER_PRIVATE, notes.signing_key)],
    ids=["public", "private"],
)
def test_a_changed_or_cut_key_is_refused(line: str, read: object) -> None:
    assert callable(read)
    cut = {line[a:b] for a in range(len(line)) for b in range(a, len(line) + 1)} - {line}
    changed = {line[:n] + chr(ord(line[n]) + 1) + line[n + 1 :] for n in range(len(line))}
    for other in cut | changed:
        with pytest.raises(NoteInvalid):
            read(other)


@given(st.binary(min_size=32, max_size=32), st.text(min_size=1), st.integers(min_value=0))
def test_any_other_letter_breaks_the_signature(seed: bytes, said: str, place: int) -> None:
    text = "".join(c for c in said if c >= " " and not "\ud800" <= c <= "\udfff") + "\n"
    key = SigningKey("example.org", seed)
    note = key.sign(text)
    assert notes.opened(note, [key.verifying]) == (text, [key.verifying])
    place %= len(note)
    other = "A" if note[place] != "A" else "B"
    with pytest.raises(NoteInvalid):
        notes.opened(note[:place] + other + note[place + 1 :], [key.verifying])


def test_a_checkpoint_says_origin_size_and_root() -> None:
    said = CheckpointText("example.org", 7, bytes(32))
    assert said.text == f"example.org\n7\n{'A' * 43}=\n"
    assert notes.checkpoint(said.text) == said
    assert notes.checkpoint(f"{said.text}further\n") == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org\n7\n",
        f"\n7\n{'A' * 43}=\n",
        f"example.org\n07\n{'A' * 43}=\n",
        f"example.org\n-7\n{'A' * 43}=\n",
        f"example.org\n7\n{'A' * 43}=",
        f"example.org\n7\n{'A' * 42}B=\n",
        "example.org\n7\nAAAA\n",
        f"example.org\n7\n{'A' * 43}=\n\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteInvalid):
        notes.checkpoint(text)
