"""Limits on the mails that anybody can cause to one address."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tejido.core.tokens import derive
from tejido.notifications.domain.addresses import canonical_email
from tejido.notifications.domain.delivery import CAPPED_A_DAY
from tejido.notifications.models import MailCount


def count_mail(email: str, group: str, *, now: datetime | None = None) -> bool:
    """Count one mail that anybody could have caused; False when the address has had enough today.

    Arguments:
        email: where the mail goes; all forms of one person's address share a count.
        group: of the kind of message. Each has a count of its own, so that whoever fills in a
            public form again and again keeps nobody from hearing of their mandates.
        now: the moment; its local day is counted.

    The count hangs on a keyed hash: without the installation's key nobody can tell whose it is.
    Whoever asked for the mail gets the same answer either way.
    """
    try:
        key = derive("mail-cap", group, canonical_email(email))
    except ValueError:
        return False
    today = timezone.localtime(now).date()
    with transaction.atomic():
        row, _ = MailCount.objects.get_or_create(key=key, day=today)
        below = MailCount.objects.filter(pk=row.pk, count__lt=CAPPED_A_DAY)
        return below.update(count=F("count") + 1) > 0
