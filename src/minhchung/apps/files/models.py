"""Bytes by SHA-256. The same file is stored once, however many communes and records hold it."""

from django.conf import settings
from django.db import models

from minhchung.apps.organisations.models import Commune


class Blob(models.Model):
    """The bytes of one file and what they say of themselves. Never changed, never named: names belong to `StoredFile`."""

    class TextState(models.TextChoices):
        WAITING = "wait", "Đang đọc"
        READ = "read", "Đã đọc"
        NONE = "none", "Không có chữ"
        FAILED = "failed", "Chưa đọc được"
        SECRET = "secret", "Đóng dấu mật, đã gỡ"

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    text = models.TextField(blank=True)
    text_state = models.CharField(max_length=6, choices=TextState.choices)
    text_error = models.CharField(max_length=500, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    """How often reading was begun since it was last asked for: a file that brings the machine down is not tried for ever."""
    pages_read = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    """How far the recognition of pictures has come, of how many pages; 0 of 0 while nothing is known."""
    said = models.JSONField(default=dict)
    """What the file itself says: number, symbol, date, issuer, signer, subject (reading); absent keys are unknown."""
    contents = models.JSONField(null=True)
    """What it holds as a list, a report of a period or a picture (contents.py); None while nobody has looked."""

    class Meta:
        indexes = [
            models.Index(fields=["size"], condition=models.Q(text_state="wait"), name="blobs_waiting_to_be_read"),
            models.Index(fields=["size"], condition=models.Q(contents__isnull=True), name="blobs_not_looked_into"),
        ]


class Signature(models.Model):
    """One digital signature found in a file: who, when, intact, changed after signing."""

    blob = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="signatures")
    order = models.PositiveSmallIntegerField()
    signer = models.CharField(max_length=200)
    issuer = models.CharField(max_length=300, blank=True)
    signed_at = models.DateTimeField(null=True)
    intact = models.BooleanField(null=True)
    changed_after = models.BooleanField(null=True)
    digest_algorithm = models.CharField(max_length=20, blank=True)
    by_agency = models.BooleanField(null=True)
    """The certificate is an agency's (dấu cơ quan) rather than a person's; None when it does not tell."""
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["blob", "order"]
        constraints = [models.UniqueConstraint(fields=["blob", "order"], name="signature_one_per_place")]


class StoredFile(models.Model):
    """A commune's copy of a file: its name, who added it and when (the upload date is not the document's date)."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="stored")
    name = models.CharField(max_length=255)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-added_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["commune", "blob"], name="file_stored_once_in_a_commune")]

    def __str__(self) -> str:
        return self.name
