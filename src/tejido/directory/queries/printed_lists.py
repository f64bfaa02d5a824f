"""Stored lists and their mentions, with the visibility of their reader."""

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from tejido.core.errors import NotFound
from tejido.directory.access import Reader
from tejido.directory.models import MentionRow, PrintedList, seen_by


def printed_lists_for(reader: Reader) -> QuerySet[PrintedList]:
    """Return the stored lists, newest first, with the number of their mentions the reader sees."""
    seen = _seen(reader, "mentions__")
    return PrintedList.objects.annotate(seen=Count("mentions", filter=seen)).order_by("-pk")


def get_printed_list_for(reader: Reader, key: str) -> PrintedList:
    """Return the list with a key.

    Errors:
        NotFound: there is none.
    """
    found = printed_lists_for(reader).filter(key=key).first()
    if found is None:
        raise NotFound
    return found


def lists_of_text(reader: Reader, digest: str) -> QuerySet[PrintedList]:
    """Return the lists stored with exactly one text, by its SHA-256."""
    return printed_lists_for(reader).filter(digest=digest)


def mentions_of(printed: PrintedList, reader: Reader) -> QuerySet[MentionRow]:
    """Return a list's mentions the reader may see, in printed order, with `heading` to show.

    The words of a heading that names an organization the reader may not see are left out.
    """
    rows = MentionRow.objects.filter(_seen(reader), printed_list=printed)
    hidden = Exists(_hidden_headings(reader))
    heading = Case(When(hidden, then=Value("")), default=F("listed_under"))
    return (
        rows.annotate(heading=heading)
        .select_related("organization__merged_into")
        .order_by("number")
    )


def heading_seen(mention: MentionRow, reader: Reader) -> str:
    """Return the heading a mention stands under, unless it names what the reader may not see."""
    if mention.printed_list is None:
        return ""
    found = mentions_of(mention.printed_list, reader).filter(pk=mention.pk)
    return str((found.values_list(*("heading",)).first() or ("",))[0])


def _hidden_headings(reader: Reader) -> QuerySet[MentionRow]:
    headings = MentionRow.objects.filter(
        printed_list=OuterRef("printed_list"),
        listed_under="",
        text__startswith=OuterRef("listed_under"),
    )
    return headings.exclude(_seen(reader))


def _seen(reader: Reader, prefix: str = "") -> Q:
    """Return the condition that a mention's organization is seen; people's rows hold no name."""
    whole = f"{prefix}organization__merged_into"
    nobody = Q(**{f"{prefix}organization__isnull": True})
    return nobody | (
        seen_by(reader, f"{prefix}organization__")
        & (Q(**{f"{whole}__isnull": True}) | seen_by(reader, f"{whole}__"))
    )
