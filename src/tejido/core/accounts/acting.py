"""Who acts, as they are when their turn comes."""

from tejido.core.models import User


def acting(actor: User | None, *concerned: User | None) -> User | None:
    """Return who acts as they are now; nobody freezes them before this transaction ends.

    A request reads its account before the transaction of its act begins. One that waited for a
    freeze would let somebody in with what it read, after what the account let others do was held.

    Arguments:
        actor: who acts; None is the installation itself. Nobody who has no account is looked for:
            what may be done refuses them.
        concerned: whose accounts the act refers to. They are locked too, in the order in which a
            freeze locks accounts, so that the two never wait for each other.
    """
    if actor is None or actor.pk is None:
        return actor
    wanted = {person.pk for person in (actor, *concerned) if person is not None}
    people = User.objects.filter(pk__in=wanted).order_by("pk")
    return {row.pk: row for row in people.select_for_update(no_key=True)}[actor.pk]
