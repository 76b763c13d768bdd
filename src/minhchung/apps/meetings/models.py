"""Meeting → items of the agenda, who is invited, conclusions. Moments are kept, the state is derived from them."""

from django.db import models
from django.db.models import F, Q

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.assignments.rules.drafts import Draft
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.refs import Ref
from minhchung.apps.meetings.rules import kinds, lines
from minhchung.apps.meetings.rules.course import STATES, may, state_of
from minhchung.apps.organisations.models import Commune, Person, Unit


class Meeting(models.Model):
    """A meeting, from its invitation to the notice of its conclusions."""

    class Kind(models.TextChoices):
        WEEKLY = kinds.WEEKLY, kinds.KINDS[kinds.WEEKLY]
        REFORM = kinds.REFORM, kinds.KINDS[kinds.REFORM]
        INSPECTION = kinds.INSPECTION, kinds.KINDS[kinds.INSPECTION]
        OTHER = kinds.OTHER, kinds.KINDS[kinds.OTHER]

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    chair = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    secretary = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)
    notice = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    """The notice of the conclusions, as the register of documents holds it."""
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ended_at=None) | Q(ended_at__gte=F("opened_at")), name="a_meeting_ends_after_it_opens"),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(opened_at__isnull=False), name="only_an_opened_meeting_ends"),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | (Q(opened_at=None) & ~Q(cancelled_reason="")), name="a_cancelled_meeting_says_why"
            ),
        ]
        indexes = [models.Index(fields=["commune", "-starts_at"], name="meetings_by_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> str:
        """planned, running, over or cancelled."""
        return state_of(opened_at=self.opened_at, ended_at=self.ended_at, cancelled_at=self.cancelled_at)

    @property
    def state_words(self) -> str:
        """The state in words."""
        return STATES[self.state]

    @property
    def prepares(self) -> bool:
        """Whether agenda and invitations may still change."""
        return may("prepare", self.state)

    @property
    def writes(self) -> bool:
        """Whether minutes and conclusions are being written."""
        return may("write", self.state)


class AgendaItem(models.Model):
    """One thing that is talked about, with what was said of it. `subject`: the record it is about, where it is one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Who reports on it."""
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_key = models.CharField(max_length=80, blank=True)
    minutes = models.TextField(blank=True)
    minutes_at = models.DateTimeField(null=True, blank=True)
    minutes_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting", "order", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def commune_id(self) -> str:
        """The commune of its meeting."""
        return self.meeting.commune_id

    @property
    def subject(self) -> Ref | None:
        """The record it is about."""
        return Ref(self.subject_kind, self.subject_key) if self.subject_kind else None


class Invitation(models.Model):
    """A unit (by its head or whom it sends) or a person is asked to come; whether somebody came, and why not."""

    class State(models.TextChoices):
        UNKNOWN = "", "Chưa điểm danh"
        PRESENT = "present", "Có mặt"
        REPLACED = "replaced", "Cử người thay"
        EXCUSED = "excused", "Vắng có lý do"
        ABSENT = "absent", "Vắng không phép"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, blank=True, default=State.UNKNOWN)
    note = models.CharField(max_length=300, blank=True)
    """Who came instead, or why nobody did."""

    class Meta:
        ordering = ["meeting", F("unit__order").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(unit=None) ^ Q(person=None), name="a_unit_or_a_person_is_invited"),
            models.UniqueConstraint(fields=["meeting", "unit"], name="a_unit_is_invited_once"),
            models.UniqueConstraint(fields=["meeting", "person"], name="a_person_is_invited_once"),
            models.CheckConstraint(condition=~Q(state__in=["replaced", "excused"]) | ~Q(note=""), name="absence_has_a_reason"),
        ]

    @property
    def commune_id(self) -> str:
        """The commune of its meeting."""
        return self.meeting.commune_id

    @property
    def name(self) -> str:
        """Who is meant."""
        return self.unit.name if self.unit else self.person.full_name if self.person else ""


class Conclusion(models.Model):
    """One line of the conclusions. One that asks for work becomes an assignment once a person has looked at its draft."""

    class Kind(models.TextChoices):
        WORK = lines.WORK, lines.KINDS[lines.WORK]
        PRAISE = lines.PRAISE, lines.KINDS[lines.PRAISE]
        REMIND = lines.REMIND, lines.KINDS[lines.REMIND]
        CRITICISE = lines.CRITICISE, lines.KINDS[lines.CRITICISE]
        NOTE = lines.NOTE, lines.KINDS[lines.NOTE]

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="conclusions")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    kind = models.CharField(max_length=9, choices=Kind.choices)
    read = models.JSONField(default=dict)
    """The draft of the assignment as the reader made it of the line; empty unless it asks for work."""
    assignment = models.OneToOneField(Assignment, null=True, blank=True, on_delete=models.PROTECT, related_name="conclusion")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting", "order", "pk"]
        constraints = [models.CheckConstraint(condition=Q(assignment=None) | Q(kind="work", removed_at=None), name="only_work_is_given")]

    def __str__(self) -> str:
        return self.text

    @property
    def commune_id(self) -> str:
        """The commune of its meeting."""
        return self.meeting.commune_id

    @property
    def draft(self) -> Draft:
        """What the reader made of the line."""
        return Draft.from_json(self.read)
