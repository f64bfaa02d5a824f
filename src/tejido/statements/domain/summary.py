"""The first words of a text, for a link that is shared."""

from tejido.statements.domain.markup import parser, plain_text


def first_words(body: str, length: int) -> str:
    """Return the beginning of a body without its marks, cut between words.

    Arguments:
        body: Markdown, safe subset.
        length: most characters, the ellipsis included.

    >>> first_words("# Uno\\n\\nDos *tres* cuatro.[^1]", 15)
    'Dos tres…'
    """
    tokens = parser().parse(body)
    text = ""
    for before, token in zip(tokens, tokens[1:], strict=False):
        if token.type == "inline" and before.type == "paragraph_open":
            text = f"{text} {plain_text(token)}".strip()
        if len(text) > length:
            cut = text[:length].rpartition(" ")[0] or text[: length - 1]
            return f"{cut.rstrip(' ,.;:')}…"
    return text
