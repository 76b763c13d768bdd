"""Inspection → team, inspected units with their checklist, strengths, requirements, drawn dossiers. What is found wrong is a `Finding`."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.models import Claim
from minhchung.apps.files.models import StoredFile
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground.refs import Ref
from minhchung.apps.inspections.rules import stages
from minhchung.apps.organisations.models import Commune, Person, Unit


class Inspection(models.Model):
    """One look into the units' work, by the ward's own team or by a department of the city. `state` is its stage (rules/stages.py).

    What is concluded says by when remedies are reported, in the words of the notice; the last day follows from the ward's reading of the
    law and is never stored.
    """

    class Kind(models.TextChoices):
        REFORM = "cchc", "Kiểm tra cải cách hành chính"
        PROCEDURES = "tthc", "Kiểm tra kiểm soát thủ tục hành chính"
        AUDIT = "iso", "Đánh giá nội bộ ISO"
        DEPARTMENT = "department", "Cơ quan cấp trên kiểm tra"

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="inspections")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=300)
    plans = models.ManyToManyField(Document, blank=True, related_name="planned_inspections")
    decision = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="decided_inspections")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    """The time looked at (thời kỳ kiểm tra), both days included."""
    state = models.CharField(max_length=9, choices=list(stages.TITLES.items()), default=stages.PLANNED)
    conclusion = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="concluded_inspections")
    concluded_on = models.DateField(null=True, blank=True)
    due_text = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_inclusive = models.BooleanField(default=True)
    """The day the notice names for the reports, and whether it is itself the last one ("trước ngày …": it is not)."""
    addressee = models.CharField(max_length=200, blank=True)
    via = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "year", "number"], name="inspection_one_number_a_year"),
            models.UniqueConstraint(fields=["conclusion"], condition=Q(conclusion__isnull=False), name="a_notice_concludes_one_inspection"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="inspection_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="inspected_time_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~Q(state__in=[stages.CONCLUDED, stages.CLOSED]) | Q(conclusion__isnull=False, concluded_on__isnull=False),
                name="a_concluded_inspection_has_its_notice",
            ),
            models.CheckConstraint(
                condition=Q(state=stages.CLOSED, closed_at__isnull=False) | (~Q(state=stages.CLOSED) & Q(closed_at=None)),
                name="a_closed_inspection_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """Its address; its findings and assignments have it as their origin."""
        return Ref("inspection", str(self.pk))

    @property
    def label(self) -> str:
        """ "KT-03/2026"."""
        return f"KT-{self.number:02d}/{self.year}"

    @property
    def stage(self) -> str:
        """The title of its stage."""
        return stages.TITLES[self.state]

    @property
    def own_team(self) -> bool:
        """Whether the ward's own people look, so that the independence of the team is asked for."""
        return self.kind != self.Kind.DEPARTMENT

    @property
    def source(self) -> Finding.Source:
        """Where its findings come from."""
        return Finding.Source.AUDIT if self.kind == self.Kind.AUDIT else Finding.Source.INSPECTION


class OfInspection(models.Model):
    """A part of an inspection; of the same commune."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def commune_id(self) -> str:
        """The commune of the inspection."""
        return self.inspection.commune_id


class Member(OfInspection):
    """Somebody of the team: a person of the ward, or by name somebody from elsewhere."""

    class Role(models.TextChoices):
        HEAD = "head", "Trưởng đoàn"
        SECRETARY = "secretary", "Thư ký"
        MEMBER = "member", "Thành viên"

    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="inspection_places")
    name = models.CharField(max_length=160, blank=True)
    role = models.CharField(max_length=9, choices=Role.choices, default=Role.MEMBER)

    class Meta:
        ordering = ["inspection", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "person"], condition=Q(person__isnull=False), name="team_holds_a_person_once"),
            models.CheckConstraint(condition=Q(person__isnull=False) ^ ~Q(name=""), name="a_member_is_a_person_or_a_name"),
        ]

    def __str__(self) -> str:
        return self.person.full_name if self.person else self.name


class InspectedUnit(OfInspection):
    """A unit that is looked into: its own report, the minutes of the work with it, its remedy report and how that was checked."""

    class Verdict(models.TextChoices):
        MET = "met", "Đạt"
        NOT_MET = "not_met", "Chưa đạt"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inspected")
    checkers = models.ManyToManyField(Member, blank=True, related_name="checks")
    """Who checks it; nobody named: the whole team."""
    report = models.TextField(blank=True)
    report_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="self_reports")
    reported_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(null=True, blank=True)
    minutes = models.TextField(blank=True)
    opinion = models.TextField(blank=True)
    """What the unit says in the minutes (ý kiến của đơn vị)."""
    minutes_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="working_minutes")
    worked_on = models.DateField(null=True, blank=True)
    due_text = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_inclusive = models.BooleanField(default=True)
    """By when this unit reports, where the notice names a day for it; without one the common day of the inspection holds."""
    remedy = models.TextField(blank=True)
    remedy_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="remedy_reports")
    remedied_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    remedied_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=7, choices=Verdict.choices, blank=True)
    verdict_note = models.TextField(blank=True)
    checked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["inspection", "unit__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "unit"], name="a_unit_is_inspected_once"),
            models.CheckConstraint(condition=Q(verdict="") | ~Q(verdict_note=""), name="a_judged_remedy_says_why"),
            models.CheckConstraint(condition=Q(verdict="") | Q(remedied_at__isnull=False), name="only_a_reported_remedy_is_judged"),
            models.CheckConstraint(
                condition=Q(checked_by=None) | Q(remedied_by=None) | ~Q(checked_by=F("remedied_by")), name="a_remedy_is_judged_by_another"
            ),
        ]

    def __str__(self) -> str:
        return self.unit.name


class ChecklistResult(models.Model):
    """What was found of one line of the checklist at one unit. A line without a row was not looked at yet."""

    class Result(models.TextChoices):
        OK = "ok", "Phù hợp"
        SHORTCOMING = "shortcoming", "Tồn tại"
        MAJOR = "major", "KPH nặng"
        MINOR = "minor", "KPH nhẹ"
        RECOMMENDATION = "recommendation", "Khuyến nghị"
        NOT_APPLICABLE = "na", "Không áp dụng"

    inspected = models.ForeignKey(InspectedUnit, on_delete=models.CASCADE, related_name="results")
    line = models.CharField(max_length=12)
    result = models.CharField(max_length=14, choices=Result.choices)
    note = models.TextField(blank=True)
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="checklist_results")
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="checklist_results")
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["inspected", "line"]
        constraints = [
            models.UniqueConstraint(fields=["inspected", "line"], name="a_line_has_one_result_per_unit"),
            models.CheckConstraint(condition=Q(result="ok") | ~Q(note=""), name="what_is_not_right_says_why"),
        ]

    @property
    def commune_id(self) -> str:
        """The commune of the inspection."""
        return self.inspected.commune_id


class Strength(OfInspection):
    """Something found good (ưu điểm), under its theme."""

    theme = models.CharField(max_length=300, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["inspection", "pk"]


class Requirement(OfInspection):
    """Something demanded after the inspection: of which units, for which findings, by when when it has a limit of its own.

    Units that cooperate get a share of the work without the right to end it, as in any assignment.
    """

    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    units = models.ManyToManyField(Unit, related_name="requirements")
    cooperating = models.ManyToManyField(Unit, blank=True, related_name="helped_requirements")
    findings = models.ManyToManyField(Finding, blank=True, related_name="requirements")
    due_text = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_inclusive = models.BooleanField(default=True)
    """Its own limit; without one the common one of the inspection holds."""
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    """Where it stands in the text of the notice it was read from."""
    assignment = models.ForeignKey(Assignment, null=True, blank=True, on_delete=models.PROTECT, related_name="requirements")

    class Meta:
        ordering = ["inspection", "order"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "order"], name="requirement_one_place"),
            models.CheckConstraint(condition=~Q(text=""), name="a_requirement_says_what"),
        ]

    def __str__(self) -> str:
        return self.text


class HalfTaken(models.Model):
    """A notice of conclusion that somebody began to confirm and put down: what stood in the form, for whoever goes on.

    `version` grows with every saving: a page that began from an older one overwrites nothing.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="half_taken")
    digest = models.CharField(max_length=64)
    """Of the reading the form was made of (`reading.digest_of`): another reading has other rows under the same names."""
    fields = models.JSONField(default=dict)
    """Field → the texts the browser sent of it."""
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    @property
    def commune_id(self) -> str:
        """The commune of the document."""
        return self.document.commune_id


class DrawnSample(OfInspection):
    """Dossiers drawn by lot, by code alone. Seed, population and rule are kept: anybody can draw them again (rules/draws.py)."""

    seed = models.CharField(max_length=40)
    first_day = models.DateField()
    last_day = models.DateField()
    only_late = models.BooleanField(default=False)
    count = models.PositiveSmallIntegerField()
    by_unit = models.BooleanField(default=False)
    population = models.PositiveIntegerField()
    lake_as_of = models.DateTimeField()
    """Of which moment the state was that the dossiers were drawn from."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the population's codes and strata: a draw made again from another population shows it."""
    codes = models.JSONField(default=list)
    """[code, unit as written] in order."""
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["inspection", "at"]
        constraints = [models.CheckConstraint(condition=Q(count__gte=1), name="a_draw_takes_something")]


class LimitSetting(models.Model):
    """A limit of inspections as this commune sets it, with the document that says so."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="inspection_limits")
    name = models.CharField(max_length=20)
    days = models.PositiveSmallIntegerField()
    working = models.BooleanField()
    source = models.CharField(max_length=300)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "name"], name="inspection_limit_set_once"),
            models.CheckConstraint(condition=Q(days__gte=1) & ~Q(source=""), name="an_inspection_limit_has_days_and_a_source"),
        ]
