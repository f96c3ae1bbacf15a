"""Who works on which job, and until when that holds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django_tasks_db.models import DBTaskResult


class Lease(models.Model):
    """A worker's hold on a job. It must be renewed before `expires_at`, or the job goes back to the queue.

    The row stays while the job waits for its next attempt, for it holds the count; it goes with the last.
    """

    job = models.OneToOneField(DBTaskResult, on_delete=models.CASCADE, primary_key=True, related_name="lease")
    worker = models.CharField(max_length=100)
    attempts = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="lease_attempts_are_few", condition=models.Q(attempts__lte=100))
        ]

    def __str__(self) -> str:
        return f"{self.job_id} {self.worker}"
