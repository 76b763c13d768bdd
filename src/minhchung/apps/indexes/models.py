"""Criteria sets as stored, a ward's index of a year, its leaves, and what is known when they are scored."""

from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from minhchung.apps.indexes.rounds import models as round_models  # noqa: F401 - the tables of the scoring rounds belong to the app
from minhchung.apps.indexes.rules import POINTS
from minhchung.apps.organisations.models import Commune, Unit


class StoredPack(models.Model):
    """One version of a criteria set, as data that never changes: a change is a new version. `body` is the engine's pack as JSON."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="packs")
    identity = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=20)
    is_sample = models.BooleanField()
    digest = models.CharField(max_length=64)
    body = models.TextField()
    source = models.CharField(max_length=300)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "identity", "-version"]
        constraints = [models.UniqueConstraint(fields=["commune", "identity", "version"], name="pack_version_once")]

    def __str__(self) -> str:
        return f"{self.title} (bản {self.version})"


class PackDraft(models.Model):
    """A criteria set on its way in: what was read of a file or taken from a version, until it is kept as a version or put away.

    `content` is the file as it came (empty: none), `body` the engine's draft as text ("" while nobody has said which column means what).
    """

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="pack_drafts")
    name = models.CharField(max_length=255)
    content = models.BinaryField(default=bytes)
    body = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kept = models.ForeignKey(StoredPack, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Index(models.Model):
    """The criteria set by which the ward is scored in a year, with what it aims at."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="indexes")
    year = models.PositiveSmallIntegerField()
    pack = models.ForeignKey(StoredPack, on_delete=models.PROTECT, related_name="indexes")
    target = models.DecimalField(**POINTS, null=True, blank=True)
    target_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    group = models.CharField(max_length=100, blank=True)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField()

    class Meta:
        ordering = ["-year"]
        verbose_name_plural = "indexes"
        constraints = [models.UniqueConstraint(fields=["commune", "year"], name="one_index_a_year")]

    def __str__(self) -> str:
        return f"Bộ chỉ số năm {self.year}"


class IndexUnit(models.Model):
    """Which unit of the ward a unit of the criteria set is; None while nobody has said."""

    index = models.ForeignKey(Index, on_delete=models.CASCADE, related_name="units")
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["index", "key"], name="index_unit_once")]


class Criterion(models.Model):
    """A leaf: points held until its required evidence is there. Without an index it is hand-made, a sample."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="criteria")
    index = models.ForeignKey(Index, null=True, blank=True, on_delete=models.PROTECT, related_name="criteria")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=500)
    points = models.DecimalField(**POINTS)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="criteria")
    supporting = models.ManyToManyField(Unit, blank=True, related_name="+")
    is_sample = models.BooleanField(default=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["commune", "year", "code"], name="criterion_one_code_a_year"),
            models.CheckConstraint(condition=Q(points__gt=0), name="criterion_is_worth_something"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class RequiredEvidence(models.Model):
    """One thing the criterion asks to see; `conditions` are the engine's requirement as data (empty: dated inside the year)."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="requirements")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=500)
    conditions = models.JSONField(default=dict, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["criterion", "position", "pk"]
        verbose_name_plural = "required evidence"

    def __str__(self) -> str:
        return self.text


class CriterionAssignment(models.Model):
    """An assignment whose accepted evidence proves a requirement of a criterion, from `linked_at` until it is unlinked.

    `linked_at` is None where nobody wrote down when: it then counts as linked always.
    """

    requirement = models.ForeignKey(RequiredEvidence, on_delete=models.CASCADE, related_name="links")
    assignment = models.ForeignKey("assignments.Assignment", on_delete=models.CASCADE, related_name="criterion_links")
    linked_at = models.DateTimeField(null=True, blank=True)
    unlinked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["requirement", "assignment"], condition=Q(unlinked_at=None), name="requirement_linked_once")
        ]


class CriterionProcedure(models.Model):
    """A procedure of the catalogue that a leaf is about: what the leaf asks is seen at its page, dossiers and publication."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="procedure_links")
    procedure = models.ForeignKey("procedures.Procedure", on_delete=models.CASCADE, related_name="criterion_links")

    class Meta:
        ordering = ["procedure__code"]
        constraints = [models.UniqueConstraint(fields=["criterion", "procedure"], name="criterion_and_procedure_linked_once")]


class Reading(models.Model):
    """What was known of a figure or a declared variable from a moment on. Never changed: what counts at a moment is the newest until then.

    `value` is text as the engine reads it back (None: unknown, and `reason` says why). A figure's reading is the software's (`by` is None),
    a variable's is a person's, with a note. Of a share also what it is expected to be at the end of the year, the best
    (`ceiling`) and the worst (`floor`) it can still be, and a sentence on what this rests on (`outlook`).
    """

    index = models.ForeignKey(Index, on_delete=models.PROTECT, related_name="readings")
    name = models.CharField(max_length=100)
    value = models.CharField(max_length=300, null=True, blank=True)
    numerator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    ceiling = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    floor = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    projected = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    outlook = models.CharField(max_length=500, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["index", "name", "at"], name="reading_by_name")]


class WeekStanding(models.Model):
    """Where the points stood at the end of a day, once a week: the curve of the year. `units`: key of a unit → its five parts.

    `kept_at` is None in rows written before it was kept; they were written in time.
    """

    index = models.ForeignKey(Index, on_delete=models.CASCADE, related_name="weeks")
    day = models.DateField()
    secured = models.DecimalField(**POINTS)
    unproven = models.DecimalField(**POINTS)
    winnable = models.DecimalField(**POINTS)
    lost = models.DecimalField(**POINTS)
    unknown = models.DecimalField(**POINTS)
    expected = models.DecimalField(**POINTS)
    units = models.JSONField(default=dict)
    kept_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["index", "day"], name="one_standing_a_day")]

    @property
    def late(self) -> bool:
        """Worked out from the records more than a week after, not kept at the time."""
        return self.kept_at is not None and timezone.localdate(self.kept_at) > self.day + timedelta(days=7)


class PublishedScore(models.Model):
    """What the city published for one commune in a year: the ward's own score and those it is ranked with. `name` as published; `fields`:
    pairs of a field's title and its points as text, in the order of the table."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="published_scores")
    year = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=200)
    points = models.DecimalField(**POINTS)
    fields = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=300)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "group", "-points", "name"]
        constraints = [models.UniqueConstraint(fields=["commune", "year", "group", "name"], name="one_score_published_a_year")]

    def __str__(self) -> str:
        return f"{self.name}, {self.year}"

    def points_of(self, field: str) -> Decimal | None:
        """The points of a field; None where none were published."""
        return next((Decimal(points) for title, points in self.fields if title == field), None)


class Ruling(models.Model):
    """A leaf does not apply, or its points are put down by hand: a person's word, with the reason, until it is taken back."""

    class Kind(models.TextChoices):
        NOT_APPLICABLE = "na", "Không áp dụng"
        GIVEN = "given", "Ghi điểm tay"

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="rulings")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    points = models.DecimalField(**POINTS, null=True, blank=True)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["criterion"], condition=Q(ended_at=None), name="one_ruling_at_a_time"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_ruling_says_why"),
            models.CheckConstraint(
                condition=Q(kind="na", points=None) | Q(kind="given", points__isnull=False), name="points_by_hand_say_how_many"
            ),
        ]
