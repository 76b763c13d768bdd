"""Finding → the units it stands under, the work that mends it, waivers. What a finding says never changes; what becomes of it does."""

from django.db import models
from django.db.models import F, Q

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.ground.problems import Severity
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit


class Finding(models.Model):
    """Something found wrong by a check, an inspection, an audit or a person. All have the same life (`rules/life.py`)."""

    class Source(models.TextChoices):
        CHECK = "check", "Quy tắc rà soát"
        INSPECTION = "inspection", "Đoàn kiểm tra"
        AUDIT = "audit", "Đánh giá nội bộ ISO"
        PERSON = "person", "Người phát hiện"

    class Kind(models.TextChoices):
        SHORTCOMING = "shortcoming", "Tồn tại, hạn chế"
        MAJOR = "major", "Điểm không phù hợp nặng"
        MINOR = "minor", "Điểm không phù hợp nhẹ"
        RECOMMENDATION = "recommendation", "Khuyến nghị"

    class State(models.TextChoices):
        OPEN = "open", "Chờ nêu nguyên nhân"
        EXPLAINED = "explained", "Chờ kế hoạch khắc phục"
        PLANNED = "planned", "Chờ giao việc"
        WORKING = "working", "Đang khắc phục"
        EVALUATED = "evaluated", "Chờ đóng"
        CLOSED = "closed", "Đã đóng"

    class Side(models.TextChoices):
        SUBJECTIVE = "subjective", "Chủ quan"
        OBJECTIVE = "objective", "Khách quan"

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="findings")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=10, choices=Source.choices)
    origin_kind = models.CharField(max_length=40, blank=True)
    origin_key = models.CharField(max_length=80, blank=True)
    """What it was found in: an inspection, a document; empty for a check."""
    code = models.CharField(max_length=8, blank=True)
    """The check's code; empty for what people find."""
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_key = models.CharField(max_length=80, blank=True)
    part = models.CharField(max_length=80, blank=True)
    """Tells the findings of one check on one subject apart."""
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.SHORTCOMING)
    severity = models.CharField(max_length=7, choices=[(each.value, each.label) for each in Severity])
    message = models.TextField()
    fix = models.TextField(blank=True)
    citation = models.CharField(max_length=300, blank=True)
    closing_test = models.CharField(max_length=500, blank=True)
    """How one sees that it is mended, in something that can be counted or shown; for a check the check itself."""
    found_on = models.DateField()
    found_at = models.DateTimeField()
    found_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    cause = models.CharField(max_length=40, blank=True)
    """The name of a cause of law/checklists/causes.toml."""
    side = models.CharField(max_length=10, choices=Side.choices, blank=True)
    cause_note = models.TextField(blank=True)
    plan = models.TextField(blank=True)
    planned_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    evaluation = models.TextField(blank=True)
    """What shows that the mending works: the effectiveness note."""
    evaluated_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    evaluated_at = models.DateTimeField(null=True, blank=True)
    passed_at = models.DateTimeField(null=True, blank=True)
    """Since when its check finds it no more; empty while it still does, and for what people found."""
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    times_reopened = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "year", "number"], name="finding_one_number_a_year"),
            models.UniqueConstraint(
                fields=["commune", "code", "subject_kind", "subject_key", "part"], condition=~Q(code=""), name="finding_of_a_check_once"
            ),
            models.CheckConstraint(condition=Q(source="check") ^ Q(code=""), name="a_check_finding_names_its_check"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at=None)),
                name="a_closed_finding_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(state="closed", source="check") | (~Q(cause="") & ~Q(side="")),
                name="a_finding_past_open_has_a_cause",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "explained"]) | Q(state="closed", source="check") | ~Q(plan=""),
                name="a_finding_in_work_has_a_plan",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["evaluated", "closed"]) | Q(state="closed", source="check") | ~Q(evaluation=""),
                name="a_finding_ends_with_an_evaluation",
            ),
        ]
        indexes = [models.Index(fields=["commune", "state"], name="finding_by_state")]

    def __str__(self) -> str:
        return self.message

    @property
    def subject(self) -> Ref | None:
        """What it is about, None for what people wrote without pointing at a record."""
        return Ref(self.subject_kind, self.subject_key) if self.subject_kind else None

    @property
    def label(self) -> str:
        """How it is called in lists: the check's code, or its number."""
        return self.code or f"TT-{self.number:02d}/{self.year}"


class FindingUnit(models.Model):
    """A unit the finding stands under, with the words said of this unit when they differ from the message."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="findings")
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["finding", "unit__order", "pk"]
        constraints = [models.UniqueConstraint(fields=["finding", "unit"], name="finding_names_a_unit_once")]


class FindingWork(models.Model):
    """An assignment that mends the finding."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="works")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="findings")
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["finding", "at"]
        constraints = [models.UniqueConstraint(fields=["finding", "assignment"], name="finding_mended_once_by_a_work")]


class Waiver(models.Model):
    """Leave to live with a finding until a day: asked for with a reason, granted by somebody else. Past its day it means nothing."""

    class State(models.TextChoices):
        ASKED = "asked", "Chờ duyệt"
        GRANTED = "granted", "Tạm chấp nhận"
        REFUSED = "refused", "Không chấp nhận"
        ENDED = "ended", "Đã thôi"

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="waivers")
    reason = models.CharField(max_length=500)
    until = models.DateField()
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.ASKED)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["finding", "asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["finding"], condition=Q(state__in=["asked", "granted"]), name="finding_one_living_waiver"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_waiver_says_why"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(asked_by=None) | ~Q(decided_by=F("asked_by")) | Q(state="ended"),
                name="a_waiver_is_granted_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_at=None) | (~Q(state="asked") & Q(decided_at__isnull=False)),
                name="a_decided_waiver_says_when",
            ),
        ]

    @property
    def commune_id(self) -> str:
        """The commune of its finding."""
        return self.finding.commune_id
