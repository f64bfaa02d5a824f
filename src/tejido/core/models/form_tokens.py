"""Form tokens that were used: each is good for one form."""

from django.db import models


class SpentToken(models.Model):
    """A token that was used, by its hash; the row is deleted once the token is too old anyway.

    `content` is a keyed hash of what the form said: the same form sent twice is told from another.
    """

    hash = models.CharField(max_length=43, primary_key=True)
    content = models.CharField(max_length=43, blank=True, default="")
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.hash
