"""Brackets in lists: which open and close belong together, with broken ones tolerated."""

from collections.abc import Iterator

_OPEN = {"(": ")", "[": "]"}
_CLOSE = {")": "(", "]": "["}


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
    for index, char in enumerate(text):
        if char in _OPEN:
            stack.append(index)
        elif char in _CLOSE and stack and text[stack[-1]] == _CLOSE[char]:
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
    for index, char in enumerate(text):
        if index >= end:
            start, end = next(pairs)
        if char in marks and index < start:
            yield index
