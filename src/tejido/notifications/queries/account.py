"""What a person reads in their account."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, override

from tejido.core.models import User
from tejido.notifications.domain.messages import Recipient, Words
from tejido.notifications.models import MailChoice, Message, Preference
from tejido.notifications.registry import GENERAL, groups, kinds, recipient_kinds


@dataclass(frozen=True, slots=True)
class Notification:
    """A message and what it says to the reader.

    Arguments:
        words: None when its thing is gone, or what it says is no longer so and nobody was told.
        is_over: it is the latter.
    """

    message: Message
    words: Words | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group of kinds and how a recipient wants its mails."""

    slug: str
    label: str | Promise
    choice: str


def notifications_of(user: User) -> QuerySet[Message]:
    """Return what a person was told, in every part they act in; newest first."""
    theirs = Q(pk__in=())
    for name, kind in recipient_kinds.items():
        if kind.of_user is not None:
            theirs |= Q(recipient_kind=name, recipient_id__in=list(kind.of_user(user.pk)))
    return Message.objects.filter(theirs).order_by("-pk")


def unread_count(user: User) -> int:
    """Return how many notifications a person has not read."""
    return notifications_of(user).filter(read_at=None).count()


def words_for(message: Message, language: str) -> Words | None:
    """Return what a message says in a language; None when its thing is gone, or it is over."""
    if message.kind not in kinds or is_over(message):
        return None
    with override(language):
        return kinds[message.kind].words(message.data, language)


def is_over(message: Message) -> bool:
    """Say whether a message that nobody was told of says what is no longer so."""
    kind = kinds.get(message.kind)
    return kind is not None and not message.was_told and kind.is_over(message.data, timezone.now())


def in_words(messages: list[Message]) -> list[Notification]:
    """Return what messages say in the reader's language."""
    language = get_language() or "es"
    said = [(message, words_for(message, language)) for message in messages]
    return [
        Notification(message, words, words is None and is_over(message)) for message, words in said
    ]


def choices_of(recipient: Recipient) -> list[GroupChoice]:
    """Return a recipient's choice for each group that has kinds one can choose about."""
    chosen = dict(
        Preference.objects.filter(
            recipient_kind=recipient.kind, recipient_id=recipient.id
        ).values_list("group", "choice")
    )
    default = chosen.get(Preference.EVERY_GROUP, MailChoice.DIGEST)
    used = {kind.group for kind in kinds.values() if not kind.transactional}
    return [
        GroupChoice(slug, label, chosen.get(slug, default))
        for slug, label in sorted(groups.items(), key=lambda item: item[0] == GENERAL)
        if slug in used
    ]
