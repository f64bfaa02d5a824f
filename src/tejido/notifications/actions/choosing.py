"""How recipients want to be told."""

from collections.abc import Mapping

from django.db import transaction

from tejido.notifications.domain.messages import Recipient
from tejido.notifications.models import MailChoice, Preference


@transaction.atomic
def set_choices(recipient: Recipient, choices: Mapping[str, str]) -> None:
    """Keep how a recipient wants the mails of some groups, over what they chose before.

    Arguments:
        recipient: the person who chooses: signed in, or with a link whose token was checked.
        choices: a MailChoice for each group.
    """
    for group, choice in choices.items():
        Preference.objects.update_or_create(
            recipient_kind=recipient.kind,
            recipient_id=recipient.id,
            group=group,
            defaults={"choice": MailChoice(choice)},
        )


@transaction.atomic
def unsubscribe(recipient: Recipient, group: str) -> None:
    """Send a recipient no more mails of a group, or of any; their account shows them still.

    Arguments:
        recipient: the person who asks, whose link's token was checked.
        group: slug of a group, or `Preference.EVERY_GROUP`.
    """
    if group == Preference.EVERY_GROUP:
        Preference.objects.filter(recipient_kind=recipient.kind, recipient_id=recipient.id).delete()
    set_choices(recipient, {group: MailChoice.NONE})
