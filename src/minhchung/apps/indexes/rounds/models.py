"""Scoring rounds: stages with dates, points per column that are never changed, what was frozen at the lock, explanations."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minhchung.apps.indexes.rules import POINTS, rounds
from minhchung.apps.indexes.rules.rounds import Dates

COLUMNS = list(rounds.COLUMNS.items())
DAYS = ("opens", "self_closes", "approve_by", "appraisal1_closes", "explanation_closes", "appraisal2_closes")


class Round(models.Model):
    """One scoring of an index, from the units' own points to the published ones. `state` is the stage last written down; what it is on a
    day the clock decides (`stage`). The days are the last of their stage, but for `opens`."""

    index = models.ForeignKey("indexes.Index", on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=list(rounds.STAGES.items()), default=rounds.SELF)
    opens = models.DateField()
    self_closes = models.DateField()
    approve_by = models.DateField()
    appraisal1_closes = models.DateField()
    explanation_closes = models.DateField()
    appraisal2_closes = models.DateField()
    signed = models.ForeignKey("files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="signed_rounds")
    decision = models.ForeignKey("documents.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision_number = models.CharField(max_length=80, blank=True)
    published_total = models.DecimalField(**POINTS, null=True, blank=True)
    published_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-index__year", "-opens", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["index", "title"], name="round_one_title_in_an_index"),
            models.CheckConstraint(
                condition=Q(
                    self_closes__gte=F("opens"),
                    approve_by__gte=F("self_closes"),
                    appraisal1_closes__gte=F("approve_by"),
                    explanation_closes__gte=F("appraisal1_closes"),
                    appraisal2_closes__gte=F("explanation_closes"),
                ),
                name="round_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def commune_id(self) -> str:
        """The commune that is scored."""
        return self.index.commune_id

    @property
    def dates(self) -> Dates:
        """Its days, as the rules take them."""
        return Dates(*(getattr(self, name) for name in DAYS))

    def stage(self, today: date) -> str:
        """The stage on a day."""
        return rounds.stage_at(self.state, self.dates, today)


class Appended(models.QuerySet["Mark"]):
    """Points are added, never changed."""

    def update(self, **kwargs: Any) -> int:
        raise TypeError("marks are append-only")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("marks are append-only")


class Mark(models.Model):
    """Points of a leaf in a column, with who and why. The newest of a column counts, those before are its history."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="marks")
    criterion = models.ForeignKey("indexes.Criterion", on_delete=models.PROTECT, related_name="marks")
    column = models.CharField(max_length=13, choices=COLUMNS)
    points = models.DecimalField(**POINTS)
    reason = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Appended.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["round", "criterion", "column"], name="mark_by_leaf")]
        constraints = [models.CheckConstraint(condition=Q(points__gte=0), name="a_mark_is_not_negative")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("marks are append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("marks are append-only")


class RoundLock(models.Model):
    """What was handed in: the set, the facts and the score as they were known, the evidence, the declaration as written. A round that was
    reopened is locked again; the newest lock counts, those before stay.

    `at` is the moment that counts: of an automatic lock the end of the last day. `facts`, `score` and `proofs` are as freezing.py writes.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="locks")
    pack = models.ForeignKey("indexes.StoredPack", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    facts = models.JSONField()
    score = models.JSONField()
    proofs = models.JSONField()
    workbook = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="declarations_xlsx")
    paper = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="declarations_docx")
    approved = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Bản tự chấm, {self.round}"


class DeclaredEvidence(models.Model):
    """A piece of evidence handed in with a lock, as it stood then."""

    lock = models.ForeignKey(RoundLock, on_delete=models.PROTECT, related_name="evidence")
    criterion = models.ForeignKey("indexes.Criterion", on_delete=models.PROTECT, related_name="+")
    requirement = models.CharField(max_length=500)
    claim = models.ForeignKey("evidence.Claim", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="declared")
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=80, blank=True)
    dated = models.DateField(null=True)
    state = models.CharField(max_length=4)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.title}, {self.lock}"


class Explanation(models.Model):
    """What the city asks about a leaf, and the ward's answer. An empty answer is none yet."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="explanations")
    criterion = models.ForeignKey("indexes.Criterion", on_delete=models.PROTECT, related_name="explanations")
    asked = models.CharField(max_length=1000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["criterion__code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "criterion"], name="one_explanation_a_leaf"),
            models.CheckConstraint(condition=Q(answer="", answered_at=None) | Q(answered_at__isnull=False), name="an_answer_says_when"),
        ]

    def __str__(self) -> str:
        return f"Giải trình tiêu chí {self.criterion.code}"

    @property
    def commune_id(self) -> str:
        """The commune that explains."""
        return self.criterion.commune_id


class ExplanationFile(models.Model):
    """A file of an explanation; one taken out stays in the history."""

    explanation = models.ForeignKey(Explanation, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="explanation_files")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["explanation", "file"], condition=Q(removed_at=None), name="a_file_explains_once"),
        ]

    def __str__(self) -> str:
        return str(self.explanation)
