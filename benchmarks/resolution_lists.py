"""Lists of signatories with known truth, printed as carelessly as real ones are.

The rates stand in docs/resolution.md beside the counts they come from.
"""

import random
from dataclasses import dataclass

from benchmarks.resolution_names import LINKING, Body, World

COPIES = (1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 4, 5)
"""How many mentions a body has, one drawn for each."""

LEGAL_FORM = 0.53
PLACE = 0.39
TOWN_IN_PLACE = 0.48
ACRONYM_BRACKETS = 0.45
ACRONYM_BEFORE = 0.07
ACRONYM_AFTER_COMMA = 0.12
ACRONYM_ALONE = 0.08
ACRONYM_ALONE_PRINTED_ONCE = 0.19
SHORT_NAME = 0.13
MISSPELT = 0.035
RUN_TOGETHER = 0.006
SPLIT_WORD = 0.006
NO_ACCENTS = 0.03
LOWER_CASE_WORD = 0.01
ABBREVIATED = 0.02
QUOTED = 0.05
NO_COMMA = 0.15

_ACCENTS = str.maketrans("áéíóúÁÉÍÓÚñ", "aeiouAEIOUn")
_LETTERS = "abcdefghilmnoprstuv"


@dataclass(frozen=True, slots=True)
class Signature:
    """One printed line and the number of the body it stands for."""

    text: str
    body: int


def make_list(mentions: int, seed: int) -> list[Signature]:
    """Make a list.

    Arguments:
        mentions: how many lines.
        seed: the same seed and size give the same list.
    """
    rng = random.Random(seed)
    mean = sum(COPIES) / len(COPIES)
    world = World(int(mentions / mean * 1.1) + 20, rng)
    signatures: list[Signature] = []
    for body in world.bodies:
        copies = rng.choice(COPIES)
        alone = ACRONYM_ALONE if copies > 1 else ACRONYM_ALONE_PRINTED_ONCE
        signatures.extend(Signature(_printed(body, rng, alone), body.number) for _ in range(copies))
    signatures = signatures[:mentions]
    rng.shuffle(signatures)
    return signatures


def _printed(body: Body, rng: random.Random, alone: float) -> str:
    if not body.full_only:
        if body.acronym and rng.random() < alone:
            return body.acronym
        if "," in body.name and rng.random() < SHORT_NAME:
            return _misprint(body.name.split(",")[0], rng)
    name = _misprint(_styled(body.name, rng), rng)
    if body.form and rng.random() < LEGAL_FORM:
        name += rng.choice((", A.C.", ", A. C.", " A.C.", " AC", ", AC")).replace(
            "A.C.", body.form
        ) if body.form == "A.C." else f", {body.form}"  # fmt: skip
    name = _with_acronym(name, body, rng)
    if body.always_placed or rng.random() < PLACE:
        name += f" ({_place(body, rng)})"
    return name


def _with_acronym(name: str, body: Body, rng: random.Random) -> str:
    if not body.acronym:
        return name
    chance = rng.random()
    if chance < ACRONYM_BRACKETS:
        return f"{name} ({body.acronym})"
    if chance < ACRONYM_BRACKETS + ACRONYM_BEFORE:
        return f"{body.acronym} {name}"
    if chance < ACRONYM_BRACKETS + ACRONYM_BEFORE + ACRONYM_AFTER_COMMA:
        return f"{name}, {body.acronym}"
    return name


def _place(body: Body, rng: random.Random) -> str:
    town, short, full = body.town
    if body.always_placed:
        return f"{town}, {short}"
    if rng.random() < TOWN_IN_PLACE:
        return f"{town}, {rng.choice((short, full))}"
    return full


def _styled(name: str, rng: random.Random) -> str:
    if rng.random() < NO_COMMA:
        name = name.replace(",", "")
    if rng.random() < NO_ACCENTS:
        name = name.translate(_ACCENTS)
    if rng.random() < ABBREVIATED:
        name = name.replace("Derechos Humanos", rng.choice(("DH", "DDHH")))
        name = name.replace("Fray ", "Fr. ")
    words = name.split(" ")
    if rng.random() < QUOTED and len(words) > 4:
        words[-2] = f"“{words[-2]}"
        words[-1] = f"{words[-1]}”"
    if rng.random() < LOWER_CASE_WORD:
        words[-1] = words[-1].lower()
    return " ".join(words)


def _misprint(name: str, rng: random.Random) -> str:
    words = name.split(" ")
    long = [at for at, word in enumerate(words) if len(word) > 3 and word not in LINKING]
    if not long:
        return name
    at = rng.choice(long)
    chance = rng.random()
    if chance < MISSPELT:
        words[at] = _misspelt(words[at], rng)
    elif chance < MISSPELT + RUN_TOGETHER and at + 1 < len(words):
        words[at : at + 2] = ["".join(words[at : at + 2])]
    elif chance < MISSPELT + RUN_TOGETHER + SPLIT_WORD:
        cut = rng.randrange(1, len(words[at]))
        words[at : at + 1] = [words[at][:cut], words[at][cut:]]
    return " ".join(words)


def _misspelt(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word))
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + rng.choice(_LETTERS) + word[at:]
    if kind == 2:
        return word[:at] + rng.choice(_LETTERS) + word[at + 1 :]
    at = max(at, 2)  # The capital keeps its place.
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
