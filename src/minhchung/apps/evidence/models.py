"""Claims "this proves that", and who checked them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from minhchung.apps.documents.models import Document
from minhchung.apps.files.models import StoredFile
from minhchung.apps.organisations.models import Commune

WORDS = ("title", "typed_number", "typed_date", "typed_issuer", "typed_signed", "reason")
"""What is said of a claim besides its judgement. Every act that changes one names it in the history: what was known on a past day is told
by that (then.py)."""


class Claim(models.Model):
    """A file (or a registered document) is said to prove a subject.

    Number, date, issuer and signed are as a person typed them; what the file says stays with its blob, and a difference shows "khác tệp".
    """

    class State(models.TextChoices):
        WAITING = "wait", "Chờ kiểm tra"
        GOOD = "good", "Đạt"
        BAD = "bad", "Chưa đạt"

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    title = models.CharField(max_length=300)
    typed_number = models.CharField(max_length=80, blank=True)
    typed_date = models.DateField(null=True, blank=True)
    typed_issuer = models.CharField(max_length=200, blank=True)
    typed_signed = models.BooleanField(null=True, blank=True)
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField()
    state = models.CharField(max_length=4, choices=State.choices, default=State.WAITING)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["claimed_at", "pk"]
        indexes = [models.Index(fields=["kind", "key"], name="claim_by_subject")]
        constraints = [
            models.CheckConstraint(condition=Q(file__isnull=False) | Q(document__isnull=False), name="a_claim_shows_something"),
            models.CheckConstraint(condition=~Q(state="bad") | ~Q(reason=""), name="a_rejected_claim_says_why"),
            models.CheckConstraint(
                condition=Q(state="wait", checked_at=None) | (~Q(state="wait") & Q(checked_at__isnull=False)),
                name="a_checked_claim_says_when",
            ),
            models.UniqueConstraint(
                fields=["kind", "key", "file"], condition=Q(file__isnull=False, withdrawn_at=None), name="a_file_proves_a_subject_once"
            ),
            models.UniqueConstraint(
                fields=["kind", "key", "document"],
                condition=Q(document__isnull=False, file=None, withdrawn_at=None),
                name="a_document_proves_a_subject_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Revision(models.Model):
    """What a claim showed before a newer file took its place: kept, with what was typed and judged of it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="revisions")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="revisions")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    typed_number = models.CharField(max_length=80, blank=True)
    typed_date = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=4, choices=Claim.State.choices)
    reason = models.CharField(max_length=500, blank=True)
    shown_from = models.DateTimeField()
    shown_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["claim", "-replaced_at", "-pk"]

    def __str__(self) -> str:
        return self.claim.title
