"""The tables under everything: history chain, search rows, notices, positions of event readers.

Communes are named by their code: the app that holds them stands above this one.
"""

from typing import Any

from django.conf import settings
from django.db import models


class AppendOnly(models.QuerySet["HistoryEvent"]):
    """History is added to, never rewritten; blanking goes through `history.blank`."""

    def update(self, **kwargs: Any) -> int:
        raise TypeError("history is append-only")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("history is append-only")


class HistoryChain(models.Model):
    """The head of one commune's chain. Its row is locked while an event is added, so that positions have no gap."""

    commune = models.CharField(max_length=16, primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="0" * 64)


class HistoryEvent(models.Model):
    """One act: who, when, what, on which subject, before and after.

    `digest` covers before and after, `hash` covers the digest and the previous hash: personal data can be blanked by a
    named act (`blanked_by`) without breaking the chain.
    """

    commune = models.CharField(max_length=16)
    position = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=200)
    act = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    note = models.TextField(blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    blanked_by = models.PositiveBigIntegerField(null=True)

    objects = AppendOnly.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commune", "position"], name="history_one_event_per_position")]
        indexes = [models.Index(fields=["kind", "key", "position"], name="history_by_subject")]
        ordering = ["commune", "position"]

    @property
    def commune_id(self) -> str:
        """The commune's code under the name other records have it by: rights are judged on it."""
        return self.commune

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("history is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("history is append-only")


class Notice(models.Model):
    """A sentence for one person about one subject, shown until read or over (notices.py: `topic` says who knows)."""

    commune = models.CharField(max_length=16)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    text = models.CharField(max_length=500)
    topic = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "read_at", "-at"], name="notice_unread_first")]


class Position(models.Model):
    """How far a reader of events has come in one commune's chain."""

    reader = models.CharField(max_length=80)
    commune = models.CharField(max_length=16)
    position = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reader", "commune"], name="position_one_per_reader_and_commune")]


class LookupRow(models.Model):
    """One searchable subject; `folded` is the text without marks, indexed by SQLite FTS5 or a PostgreSQL tsvector."""

    commune = models.CharField(max_length=16)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=500)
    folded = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="lookup_one_row_per_subject")]
        indexes = [models.Index(fields=["commune", "kind"], name="lookup_by_commune")]
