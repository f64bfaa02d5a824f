"""What a heading says of its size: "made up of 84 organizations in 23 states"."""

import re
from functools import lru_cache

from tejido.directory.domain.folding import fold

_COUNTED = (
    r"(?:organizaciones|organismos|colectivos|colectivas|miembros|miembras|integrantes|grupos"
    r"|asociaciones|instituciones|redes|agrupaciones|entidades|ongs?|osc|firmas|firmantes"
    r"|casas|albergues|comites"
    r"|organizations|organisations|members|groups|associations|institutions|networks|signatories"
    r"|shelters|entities|coalitions|organizacoes|member)"
)
_BETWEEN = r"(?: (?:sociales|civiles|miembros?|member|de|la|sociedad|civil|locales|indigenas))*"
_NUMBER = r"\d{1,3}(?: \d{3})?"
_LIST_MARK = re.compile(r"[;:]\s*[^\W_]")
_DIGIT = re.compile(r"\d")
_CLAIM = re.compile(rf"\b(?P<number>{_NUMBER}){_BETWEEN} {_COUNTED}\b")
_LEAD = re.compile(
    r"(?:(?:que|y|and|which|an?|una?|con|with|por|of|by|de|un|total|mas|more|than|over|cerca"
    r"|unas|unos|alrededor|about|red|network|alianza|coalicion|coalition|alliance|articula"
    r"|agrupa|reune|representa|incluye|integra|suma|conjunta|conformad[ao]|integrad[ao]"
    r"|formad[ao]|compuest[ao]|constituid[ao]|agrupando|reuniendo|representando|made|up|comprised"
    r"|composed|comprising|representing|including|includes|represents|gathers|gathering|joins"
    r"|in|esta|es|son|is|are|firman|suscriben|actualmente|currently|the|name|nombre|en|sus|its"
    r"|la|el|las|los|following|siguientes) )*"
)
_TAIL_START = re.compile(
    r"^(?: (?:en|de|del|in|from|across|of|throughout|y|and|con|with|a|que|a lo largo)\b.*)?$"
)


@lru_cache(maxsize=8192)
def find_claim(text: str) -> int | None:
    """Read a text that says nothing but how many members there are.

    Arguments:
        text: a line, or the content of a bracket; a name beside the number makes it no claim.

    Returns:
        the number claimed, or None.

    >>> find_claim("(conformada por 84 organizaciones en 23 estados):")
    84
    >>> find_claim("1 de 7 Caminando") is None
    True
    """
    if len(text) > 200 or not _DIGIT.search(text) or _LIST_MARK.search(text):
        return None
    folded = fold(text)
    match = _CLAIM.search(folded)
    if not match:
        return None
    if not _LEAD.fullmatch(folded[: match.start()]) or not _TAIL_START.match(folded[match.end() :]):
        return None
    return int(match["number"].replace(" ", ""))
