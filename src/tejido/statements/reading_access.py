"""Until when a page that was made once may be handed to every reader."""

from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from tejido.core.errors import NotFound
from tejido.statements.access import Reader
from tejido.statements.models import Statement
from tejido.statements.queries.revision import revisions

_MOMENTS = ("campaign__opens_at", "campaign__closes_at", "campaign__embargo_until")


@dataclass(frozen=True, slots=True)
class Revision:
    """What the kept pages of a statement depend on.

    Arguments:
        number: of its last change.
        until: the next moment at which its campaign makes its pages others; None when there is
            none to come.
        read_at: seconds of the process's clock when it was read.
    """

    statement: int
    number: int
    until: datetime | None = None
    read_at: float = field(default_factory=monotonic)

    def is_current(self) -> bool:
        """Whether the statement has not changed since, and no moment of its campaign came.

        A page without the signatures of the last second may be shown: while many sign, making it
        anew for each would leave no time for their signing. One with a withdrawn signature or a
        hidden name may not.
        """
        if self.until is not None and timezone.now() >= self.until:
            return False
        found = revisions(self.statement)
        if found is None:
            return False
        newest, fresh_from = found
        if self.number >= fresh_from and monotonic() - self.read_at < settings.PAGE_LAG_SECONDS:
            return True
        return self.number == newest


def get_revision_for(user: Reader, slug: str, *, now: datetime | None = None) -> Revision:
    """Return the revision of a statement the person may see.

    Errors:
        NotFound: there is none, or none this person may see.
    """
    moment = now or timezone.now()
    seen = Statement.objects.visible_to(user or AnonymousUser(), now=moment).filter(slug=slug)
    row = seen.values_list("pk", "revision", *_MOMENTS).first()
    if row is None:
        raise NotFound
    pk, number, *moments = row
    coming = [at for at in moments if at is not None and at > moment]
    return Revision(pk, number, min(coming, default=None))
