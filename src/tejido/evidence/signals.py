"""What the sources announce to the apps above them."""

from django.dispatch import Signal

# Sent inside the transaction of the act, with `source_ids: frozenset[int]`: sources whose title,
# address or visibility changed, so that no page goes on naming one that was hidden.
sources_changed = Signal()
