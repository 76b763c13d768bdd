"""Assignment = what was said; duty = one unit's share; occurrence = one period of a duty; product = a thing handed in (DESIGN 5)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from minhchung.apps.assignments.rules.drafts import whole_title
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.models import Claim
from minhchung.apps.organisations.models import Commune, Person, Unit


class Proposal(models.Model):
    """One clause the reader found in a document, waiting for a person to take, change, merge or drop it.

    `read` is what the engine said and never changes; `draft` what a person made of it.
    """

    class State(models.TextChoices):
        NEW = "new", "Chưa xem"
        IN = "in", "Đã nhận"
        OUT = "out", "Đã bỏ"
        MERGED = "merged", "Đã gộp"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="proposals")
    order = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    read = models.JSONField()
    draft = models.JSONField(default=dict)
    state = models.CharField(max_length=6, choices=State.choices, default=State.NEW)
    reason = models.CharField(max_length=300, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")

    class Meta:
        ordering = ["document", "order"]
        constraints = [
            models.UniqueConstraint(fields=["document", "order"], name="proposal_one_per_place"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="proposal_covers_some_text"),
            models.CheckConstraint(condition=Q(merged_into=None) ^ Q(state="merged"), name="merged_into_another"),
        ]

    @property
    def commune_id(self) -> str:
        """The commune of its document."""
        return self.document.commune_id


class Assignment(models.Model):
    """What was said: wording, span, origin. Its state is derived from its occurrences."""

    class DeadlineKind(models.TextChoices):
        DATE = "date", "Ngày"
        PERIOD = "period", "Kỳ"
        RECURRING = "recurring", "Định kỳ"
        RELATIVE = "relative", "Tính từ một mốc"
        URGENT = "urgent", "Khẩn trương"
        STANDING = "standing", "Thường xuyên"

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="assignments")
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)
    wording = models.TextField()
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments")
    proposal = models.OneToOneField(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="assignment")
    origin_kind = models.CharField(max_length=40)
    origin_key = models.CharField(max_length=80)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    heading = models.JSONField(default=list)
    deadline_kind = models.CharField(max_length=10, choices=DeadlineKind.choices)
    deadline_text = models.CharField(max_length=300, blank=True)
    deadline_on = models.DateField(null=True, blank=True)
    deadline_period = models.CharField(max_length=10, blank=True)
    deadline_inclusive = models.BooleanField(default=True)
    recurrence = models.CharField(max_length=12, blank=True)
    recurring_day = models.CharField(max_length=5, blank=True)
    recurs_until = models.DateField(null=True, blank=True)
    targets = models.JSONField(default=list)
    plan_items = models.JSONField(default=list)
    product = models.CharField(max_length=300, blank=True)
    count_target = models.PositiveIntegerField(null=True, blank=True)
    count_unit = models.CharField(max_length=120, blank=True)
    count_per_duty = models.BooleanField(default=True)
    review_every_months = models.PositiveSmallIntegerField(null=True, blank=True)
    inferred = models.JSONField(default=list)
    """Names of the fields a person accepted although the text does not say them (shown yellow)."""
    assigner = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="assigned")
    assigned_at = models.DateTimeField()
    assigned_on = models.DateField()
    archived_at = models.DateTimeField(null=True, blank=True)
    archived_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "year", "number"], name="assignment_one_number_a_year"),
            models.CheckConstraint(
                condition=~Q(deadline_kind="standing") | Q(review_every_months__isnull=False) | ~Q(recurrence=""),
                name="a_standing_assignment_has_a_rhythm",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def whole_title(self) -> str:
        """Its name on paper and in spreadsheets, where the page with the wording is not at hand."""
        return whole_title(self.title, self.wording)

    @property
    def repeats_since(self) -> date:
        """The day from which its periods are counted: an older directive taken up now owes nothing for the past."""
        return timezone.localtime(self.assigned_at).date()


class Duty(models.Model):
    """One unit's share. Who holds it when is in `Holding`; a removed duty says why."""

    class Part(models.TextChoices):
        LEAD = "lead", "Chủ trì"
        WITH = "with", "Phối hợp"

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="duties")
    part = models.CharField(max_length=4, choices=Part.choices, default=Part.LEAD)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["assignment", "part", "pk"]
        verbose_name_plural = "duties"
        constraints = [
            models.CheckConstraint(condition=Q(removed_at=None) | ~Q(removed_reason=""), name="a_removed_duty_says_why"),
        ]

    @property
    def commune_id(self) -> str:
        """The commune of its assignment."""
        return self.assignment.commune_id

    def holding_on(self, day: date) -> "Holding | None":
        """Who holds the duty on that day: the first holder before all of them, None when nobody ever held it.

        Reads `holdings` as prefetched, so that a list costs no query per row.
        """
        held = sorted(self.holdings.all(), key=lambda item: item.since)
        fitting = [item for item in held if item.since <= day and (item.until is None or day <= item.until)]
        return fitting[-1] if fitting else (held[0] if held else None)


class Holding(models.Model):
    """A unit (and a person of it, once named) holds a duty from a day; a handover ends one holding and begins the next."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="holdings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="holdings")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="holdings")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    """The last day held; empty for the present holder."""

    class Meta:
        ordering = ["duty", "since"]
        constraints = [
            models.UniqueConstraint(fields=["duty"], condition=Q(until=None), name="duty_has_one_present_holder"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="holding_ends_after_it_begins"),
        ]


class Occurrence(models.Model):
    """One period of a duty: it alone holds the due date, the state and the answering document. A one-off duty has one."""

    class State(models.TextChoices):
        ASSIGNED = "assigned", "Đã giao"
        IN_PROGRESS = "in_progress", "Đang làm"
        SUBMITTED = "submitted", "Chờ nghiệm thu"
        RETURNED = "returned", "Sửa lại"
        ACCEPTED = "accepted", "Đã nghiệm thu"
        CANCELLED = "cancelled", "Thôi thực hiện"

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="occurrences")
    period = models.CharField(max_length=10)
    """"once", or the period's name: 2026-11, 2026-Q4, 2026-W47, 2026-H2, 2026."""
    opens_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    """The original last permitted day; it never moves. An extension is a row beside it."""
    state = models.CharField(max_length=12, choices=State.choices, default=State.ASSIGNED)
    progress = models.CharField(max_length=300, blank=True)
    progress_at = models.DateTimeField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    """The day the unit says the work was finished; when it was reported is `submitted_at`."""
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    returned_reason = models.CharField(max_length=500, blank=True)
    answer = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="answered_occurrences")
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["duty", "opens_on"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "period"], name="occurrence_one_per_period"),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(returned_reason=""), name="a_returned_occurrence_says_why"),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "cancelled"], closed_at__isnull=False)
                | (~Q(state__in=["accepted", "cancelled"]) & Q(closed_at=None)),
                name="a_closed_occurrence_says_when",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="occurrence_by_due")]

    @property
    def commune_id(self) -> str:
        """The commune of its assignment."""
        return self.duty.assignment.commune_id

    @property
    def left_hands_on(self) -> date | None:
        """The day the work left the unit's hands: that of the issued answer, else the one said, else that of the report or closing."""
        if self.answer is not None and self.answer.state == Document.State.ISSUED and self.answer.issued_on:
            return self.answer.issued_on
        reported = self.submitted_at or self.closed_at
        return self.done_on or (timezone.localtime(reported).date() if reported else None)


class Extension(models.Model):
    """A request for a later day, with reason and decision. The latest granted one is the day in force."""

    class State(models.TextChoices):
        ASKED = "asked", "Chờ duyệt"
        GRANTED = "granted", "Đồng ý"
        REFUSED = "refused", "Không đồng ý"

    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="extensions")
    due_on = models.DateField()
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.ASKED)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["occurrence", "asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["occurrence"], condition=Q(state="asked"), name="one_open_extension"),
            models.CheckConstraint(
                condition=Q(state="asked", decided_at=None) | (~Q(state="asked") & Q(decided_at__isnull=False)),
                name="a_decided_extension_says_when",
            ),
        ]

    @property
    def commune_id(self) -> str:
        """The commune of its occurrence."""
        return self.occurrence.commune_id


class Product(models.Model):
    """A thing handed in for an occurrence, with evidence; accepted products that have some meet a counted target."""

    class State(models.TextChoices):
        HANDED_IN = "handed_in", "Đã nộp"
        ACCEPTED = "accepted", "Đạt"
        RETURNED = "returned", "Chưa đạt"

    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="products")
    title = models.CharField(max_length=300)
    quantity = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=9, choices=State.choices, default=State.HANDED_IN)
    reason = models.CharField(max_length=500, blank=True)
    handed_in_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField()
    judged_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    claims = models.ManyToManyField(Claim, blank=True, related_name="products")
    """Those claims of the occurrence that prove this product; withdrawn ones stay in the table."""

    class Meta:
        ordering = ["occurrence", "handed_in_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(reason=""), name="a_returned_product_says_why"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="a_product_counts_at_least_one"),
        ]

    @property
    def commune_id(self) -> str:
        """The commune of its occurrence."""
        return self.occurrence.commune_id


class Comment(models.Model):
    """A word about an assignment."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["assignment", "at"]


class Reminder(models.Model):
    """Đôn đốc: who urged which occurrence when; a document that urges may stand behind it."""

    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="reminders")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.CharField(max_length=500)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["occurrence", "at"]


class RegisterExport(models.Model):
    """A register handed out as XLSX: the values as exported, so that a returned file can be compared three ways."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=32, unique=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    rows = models.JSONField()


class RegisterReturn(models.Model):
    """A register brought back: the file as it came. Nothing of it is saved elsewhere before a person has seen old and new."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    export = models.ForeignKey(RegisterExport, null=True, blank=True, on_delete=models.PROTECT, related_name="returns")
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
