"""When the worker does next what it does again and again."""

from django.db import models


class PeriodicJob(models.Model):
    """One job that comes back; of all workers, the one that moves `due_at` runs it."""

    name = models.CharField(max_length=60, primary_key=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
