"""Entry (a line of any register) → the work given from it; what a ward sets of its own; ManagementReview → who is asked, decisions."""

from django.db import models
from django.db.models import Q

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.ground.refs import Ref
from minhchung.apps.management.rules import course
from minhchung.apps.organisations.models import Commune, Person, Unit


class ManagementSettings(models.Model):
    """How the ward keeps the system. Without a row, or with an empty value, what law/standards gives counts."""

    commune = models.OneToOneField(Commune, on_delete=models.CASCADE, primary_key=True, related_name="management_settings")
    review_months = models.PositiveSmallIntegerField(null=True, blank=True)
    """Every so many months the management review is held."""
    source = models.CharField(max_length=300, blank=True)
    """The document that says so."""

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(review_months=None) | Q(review_months__gte=1), name="reviews_are_held_by_months")]


class RegisterSetting(models.Model):
    """A register of the ward's own, or the columns it adds to one the software brings (then `title` is empty)."""

    commune = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="register_settings")
    name = models.CharField(max_length=40)
    title = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=500, blank=True)
    clauses = models.JSONField(default=list)
    review_months = models.PositiveSmallIntegerField(null=True, blank=True)
    columns = models.JSONField(default=list)
    """The columns as rules/registers.py reads them."""

    class Meta:
        ordering = ["commune", "name"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "name"], name="a_register_is_set_once"),
            models.CheckConstraint(condition=Q(review_months=None) | Q(review_months__gte=1), name="entries_are_reviewed_by_months"),
        ]

    def __str__(self) -> str:
        return self.title or self.name

    @property
    def ref(self) -> Ref:
        """Its address as a subject."""
        return Ref("iso_register", str(self.pk))


class Exclusion(models.Model):
    """A clause the ward does not apply, with the reason (shown wherever the clause is)."""

    commune = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="excluded_clauses")
    number = models.CharField(max_length=8)
    reason = models.CharField(max_length=500)

    class Meta:
        ordering = ["commune", "number"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "number"], name="a_clause_is_excluded_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_excluded_clause_says_why"),
        ]


class Entry(models.Model):
    """A line of a register: `values` by its columns (rules/registers.py), who answers for it, when it is looked at again."""

    class State(models.TextChoices):
        LIVE = "live", "Đang theo dõi"
        CLOSED = "closed", "Đã đóng"
        ARCHIVED = "archived", "Đã bỏ"

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="register_entries")
    register = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="register_entries")
    review_on = models.DateField()
    """By when it is looked at again."""
    reviewed_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.LIVE)
    ended_on = models.DateField(null=True, blank=True)
    ended_note = models.CharField(max_length=1000, blank=True)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["register", "number"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["commune", "register", "number"], name="an_entry_has_its_number"),
            models.CheckConstraint(
                condition=Q(state="live", ended_on=None) | (~Q(state="live") & Q(ended_on__isnull=False) & ~Q(ended_note="")),
                name="an_ended_entry_says_when_and_why",
            ),
        ]
        indexes = [models.Index(fields=["commune", "register", "state"], name="entries_of_a_register")]

    def __str__(self) -> str:
        return f"Mục {self.number}"

    @property
    def ref(self) -> Ref:
        """Its address as a subject."""
        return Ref("register_entry", str(self.pk))


class EntryWork(models.Model):
    """Work that was given from an entry: the action of a risk, what closes a gap."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="works")
    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="register_entry")
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["entry", "at"]


class ManagementReview(models.Model):
    """A management review (xem xét của lãnh đạo). Once it is held, `snapshot` keeps its inputs as they then stood and never changes."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="management_reviews")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    planned_on = models.DateField()
    since = models.DateField()
    """From which day on the inputs are looked at."""
    place = models.CharField(max_length=200, blank=True)
    chair = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    secretary = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    notes = models.JSONField(default=dict)
    """What was said of an input, by its letter."""
    held_on = models.DateField(null=True, blank=True)
    snapshot = models.JSONField(default=dict)
    """{"standard", "since", "until", "inputs": [{"code", "title", "sources": [{"label", "empty", "fill", "address", "rows"}]}]}; a row is
    {"text", "note", "kind", "key"}: what the subject is, or "" twice."""
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(max_length=500, blank=True)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "number"], name="a_management_review_has_its_number"),
            models.CheckConstraint(condition=Q(held_on=None) | ~Q(snapshot={}), name="a_held_review_keeps_its_inputs"),
            models.CheckConstraint(condition=Q(closed_at=None) | Q(held_on__isnull=False), name="only_a_held_review_is_closed"),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | (Q(held_on=None) & ~Q(cancelled_reason="")), name="a_cancelled_review_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """Its address as a subject."""
        return Ref("management_review", str(self.pk))

    @property
    def state(self) -> str:
        """planned, held, closed or cancelled."""
        return course.state_of(held_on=self.held_on, closed_at=self.closed_at, cancelled_at=self.cancelled_at)

    @property
    def state_words(self) -> str:
        """The state in words."""
        return course.STATES[self.state]

    def may(self, step: str) -> bool:
        """Whether a step may be taken from its state."""
        return self.state in course.MAY[step]


class Attendee(models.Model):
    """Somebody who is asked to come: a person of the ward, or by name a guest. `present` None until it is held."""

    review = models.ForeignKey(ManagementReview, on_delete=models.CASCADE, related_name="attendees")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    guest = models.CharField(max_length=200, blank=True)
    present = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["review", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="a_person_attends_a_review_once"),
            models.CheckConstraint(condition=Q(person__isnull=False) ^ ~Q(guest=""), name="an_attendee_is_a_person_or_a_guest"),
        ]

    @property
    def name(self) -> str:
        """Who it is."""
        return self.person.full_name if self.person else self.guest


class Decision(models.Model):
    """A decision of a review, of one of the kinds the standard asks for; one that asks for work becomes an assignment."""

    class Kind(models.TextChoices):
        IMPROVEMENT = "improvement", "Cơ hội cải tiến"
        CHANGE = "change", "Thay đổi hệ thống"
        RESOURCE = "resource", "Nhu cầu nguồn lực"
        NOTE = "note", "Ghi nhận, không giao việc"

    review = models.ForeignKey(ManagementReview, on_delete=models.CASCADE, related_name="decisions")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=11, choices=Kind.choices)
    text = models.TextField()
    assignment = models.OneToOneField(Assignment, null=True, blank=True, on_delete=models.PROTECT, related_name="review_decision")
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["review", "order"]
        constraints = [
            models.UniqueConstraint(fields=["review", "order"], name="a_decision_has_its_number"),
            models.CheckConstraint(condition=~Q(text=""), name="a_decision_says_what"),
            models.CheckConstraint(
                condition=Q(assignment=None) | (~Q(kind="note") & Q(dropped_at=None)), name="only_a_live_decision_of_work_is_given"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def commune_id(self) -> str:
        """The commune of its review."""
        return self.review.commune_id


CLAUSE = "iso_clause"


def clause_ref(commune: str, number: str) -> Ref:
    """A clause of the standard as a subject of the ward: what proves it may be brought there."""
    return Ref(CLAUSE, f"{commune}-{number}")


def clause_key(key: str) -> tuple[str, str]:
    """Commune and number of such a key; ("", "") when it is none."""
    commune, dash, number = key.partition("-")
    return (commune, number) if dash else ("", "")
