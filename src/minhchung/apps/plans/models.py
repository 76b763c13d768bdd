"""Plan → items with units, criteria and joined work; objective → values by month. What has become of an item is derived."""

from django.db import models
from django.db.models import Q

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.documents.models import Document
from minhchung.apps.files.models import StoredFile
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.plans.rules.numbers import key_of
from minhchung.apps.plans.rules.when import When


class Plan(models.Model):
    """A yearly plan of a commune. Of each kind at most one is in force in a year; a draft is not counted anywhere."""

    class Kind(models.TextChoices):
        REFORM = "cchc", "Cải cách hành chính"
        INSPECTION = "kiem-tra", "Kiểm tra cải cách hành chính"
        COMMUNICATION = "tuyen-truyen", "Tuyên truyền cải cách hành chính"
        DIGITAL = "chuyen-doi-so", "Chuyển đổi số"
        QUALITY = "iso", "Áp dụng ISO 9001"
        OTHER = "khac", "Kế hoạch khác"

    class State(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        IN_FORCE = "in_force", "Đang thực hiện"

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.REFORM)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="plans")
    """The document by which the plan was issued, as the register holds it."""
    source = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="plans")
    """The file its items were read from."""
    copied_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies")
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)
    archived_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "kind", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "year", "kind"],
                condition=Q(state="in_force", archived_at=None),
                name="plan_one_in_force_a_year",
            ),
            models.UniqueConstraint(
                fields=["commune", "year", "kind", "source"], condition=Q(archived_at=None), name="plan_read_once_from_a_file"
            ),
            models.UniqueConstraint(
                fields=["copied_from", "year"], condition=Q(archived_at=None, copied_from__isnull=False), name="plan_copied_once_to_a_year"
            ),
            models.CheckConstraint(condition=Q(archived_at=None) | ~Q(archived_reason=""), name="an_archived_plan_says_why"),
        ]

    def __str__(self) -> str:
        return self.title


class PlanItem(models.Model):
    """One numbered task of a plan, in the plan's own words; units as written beside those that were matched (`ItemUnit`)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)
    """As the plan writes it: "25", "I.3"; empty for a dash."""
    number_key = models.CharField(max_length=20, blank=True, editable=False)
    headings = models.JSONField(default=list)
    task = models.TextField()
    product = models.CharField(max_length=1000, blank=True)
    lead_text = models.CharField(max_length=500, blank=True)
    cooperating_text = models.CharField(max_length=1000, blank=True)
    deadline_text = models.CharField(max_length=300, blank=True)
    deadline_kind = models.CharField(max_length=10, blank=True, choices=Assignment.DeadlineKind.choices)
    """What the words were read as; empty when they say no time the reader knows."""
    deadline_on = models.DateField(null=True, blank=True)
    deadline_period = models.CharField(max_length=10, blank=True)
    deadline_inclusive = models.BooleanField(default=True)
    recurrence = models.CharField(max_length=12, blank=True)
    recurring_day = models.CharField(max_length=5, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    came_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="went_to")
    """The item of last year's plan it was copied from."""
    archived_at = models.DateTimeField(null=True, blank=True)
    archived_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["plan", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number_key"], condition=~Q(number_key="") & Q(archived_at=None), name="plan_item_one_number"
            ),
            models.CheckConstraint(condition=Q(archived_at=None) | ~Q(archived_reason=""), name="an_archived_plan_item_says_why"),
            models.CheckConstraint(condition=~Q(deadline_kind="date") | Q(deadline_on__isnull=False), name="a_dated_plan_item_has_a_day"),
        ]

    def __str__(self) -> str:
        return f"Mục {self.number}: {self.task}" if self.number else self.task

    def save(self, *args: object, **kwargs: object) -> None:
        """Keeps the key true to the number."""
        self.number_key = key_of(self.number)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def commune_id(self) -> str:
        """The commune of its plan."""
        return self.plan.commune_id

    @property
    def when(self) -> When:
        """Its deadline as read."""
        return When(
            self.deadline_text,
            self.deadline_kind,
            self.deadline_on.isoformat() if self.deadline_on else "",
            self.deadline_period,
            self.deadline_inclusive,
            self.recurrence,
            self.recurring_day,
        )


class ItemUnit(models.Model):
    """A unit of the ward that an item names, matched and looked at by a person."""

    class Part(models.TextChoices):
        LEAD = "lead", "Chủ trì"
        WITH = "with", "Phối hợp"

    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plan_items")
    part = models.CharField(max_length=4, choices=Part.choices)

    class Meta:
        ordering = ["item", "part", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "unit"], name="plan_item_names_a_unit_once")]


class ItemLeaf(models.Model):
    """A criterion an item serves, by its code in the index of the year."""

    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="leaves")
    code = models.CharField(max_length=20)

    class Meta:
        ordering = ["item", "code"]
        verbose_name_plural = "item leaves"
        constraints = [models.UniqueConstraint(fields=["item", "code"], name="plan_item_serves_a_leaf_once")]


class ItemLink(models.Model):
    """What a person said of an item and an assignment: joined by hand, or parted although the numbers would join them.

    Joins that follow from the assignment's own words ("Nhiệm vụ số 25") are derived (queries.joining) and have no row.
    """

    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="links")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="plan_links")
    joined = models.BooleanField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "assignment"], name="plan_item_said_once_of_an_assignment")]


class Objective(models.Model):
    """Something measured month by month against a plan: revenue, disbursement, a rank, an ISO objective."""

    class Better(models.TextChoices):
        MORE = "more", "Càng cao càng tốt"
        LESS = "less", "Càng thấp càng tốt"

    class Adding(models.TextChoices):
        CUMULATIVE = "cumulative", "Lũy kế từ đầu năm"
        SUM = "sum", "Từng tháng, cộng lại"
        LAST = "last", "Lấy tháng gần nhất"

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="objectives")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    measure = models.CharField(max_length=40)
    better = models.CharField(max_length=4, choices=Better.choices, default=Better.MORE)
    adding = models.CharField(max_length=10, choices=Adding.choices, default=Adding.CUMULATIVE)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="objectives")
    target = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    item = models.ForeignKey(PlanItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="objectives")
    source = models.CharField(max_length=300, blank=True)
    """Where its values come from, in words: "Báo cáo của Kho bạc Nhà nước"."""
    archived_at = models.DateTimeField(null=True, blank=True)
    archived_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["year", "title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "year", "title"], condition=Q(archived_at=None), name="objective_one_name_a_year"),
            models.CheckConstraint(condition=Q(archived_at=None) | ~Q(archived_reason=""), name="an_archived_objective_says_why"),
        ]

    def __str__(self) -> str:
        return self.title


class ObjectiveValue(models.Model):
    """One month of an objective. A value not known is empty, never zero."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="values")
    month = models.PositiveSmallIntegerField()
    planned = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    actual = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="objective_values")
    cause = models.CharField(max_length=1000, blank=True)
    """Why the month is below the plan."""
    entered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["objective", "month"]
        constraints = [
            models.UniqueConstraint(fields=["objective", "month"], name="objective_one_value_a_month"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="objective_value_is_of_a_month"),
        ]

    @property
    def commune_id(self) -> str:
        """The commune of its objective."""
        return self.objective.commune_id
