"""What the core announces to the apps above it; of accounts, inside the transaction of the act."""

from django.dispatch import Signal

# Sent with `user: User`, each time its person has signed in: with what was sent to the address, or
# with what the secretariat gave whom it takes for its owner.
account_entered = Signal()
# Sent with `user: User`, once its sessions are ended: nothing it holds may act any more.
account_frozen = Signal()
# Sent with `user: User` and `since: datetime`: from then on somebody else may have acted with it,
# so that whom it let act since waits for the secretariat. Sent for each account it made since, too.
account_doubted = Signal()
# Sent with `user: User`, once it may sign in again.
account_unfrozen = Signal()
# Sent with `user_id: int`, while it can still be read who is erased: copies are looked for.
account_erasing = Signal()
# Sent with `user_id: int`, once what said who it was is erased; the row itself stays.
account_erased = Signal()
# Sent with nothing, once a backup is in place and its erasures are replayed, before anything is
# served or worked on: what was under way when it was made may have been done since.
backup_restored = Signal()
