"""Titles of versions in the language asked for, or in the one there is."""

from tejido.statements.models import Version


def title_of(version: Version, language: str) -> tuple[str, str]:
    """Return a version's title and its language: the one asked for, or its first one."""
    titles = {text.language: text.title for text in version.texts.all()}
    there = language if titles.get(language) else next(iter(titles), language)
    return titles.get(there, ""), there
