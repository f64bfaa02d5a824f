"""Brackets in lists: which open and close belong together, with broken ones tolerated."""

import re
from collections.abc import Iterator

_CLOSE = {")": "(", "]": "["}
_ANY = re.compile(r"[()\[\]]")


def bracket_pairs(text: str, *, longest: int | None = None) -> list[tuple[int, int]]:
    """Find the outermost matched bracket pairs of a text, in time linear in its length.

    A bracket without its partner is left out; so is, when ``longest`` is given, a pair that
    encloses more characters than that, since then a partner was forgotten in between.

    Arguments:
        text: any text.
        longest: the most characters a pair may enclose.

    Returns:
        (start, end) of each pair, end after the closing bracket, in order.

    >>> bracket_pairs("A (B (C)) (D")
    [(2, 9)]
    """
    stack: list[int] = []
    pairs: list[tuple[int, int]] = []
    for match in _ANY.finditer(text):
        index, char = match.start(), match[0]
        if char not in _CLOSE:
            stack.append(index)
        elif stack and text[stack[-1]] == _CLOSE[char]:
            start = stack.pop()
            if longest is None or index - start <= longest + 1:
                while pairs and pairs[-1][0] > start:
                    pairs.pop()
                pairs.append((start, index + 1))
    return pairs


def depth_zero(text: str, marks: str, *, longest: int | None = None) -> Iterator[int]:
    """Give the positions of any of the marks that stand outside every bracket pair.

    >>> list(depth_zero("a; b (c; d); e", ";"))
    [1, 11]
    """
    pairs = iter([*bracket_pairs(text, longest=longest), (len(text), len(text) + 1)])
    start, end = next(pairs)
    for match in re.finditer(f"[{re.escape(marks)}]", text):
        index = match.start()
        while index >= end:
            start, end = next(pairs)
        if index < start:
            yield index
