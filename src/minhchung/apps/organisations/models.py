"""Communes, units, bodies, people and what they hold, all with validity dates."""

from datetime import date
from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser, UserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from rules.permissions import has_perm

from minhchung.apps.organisations.mandates import Mandate, Role


class Province(models.Model):
    """Tỉnh, thành phố trực thuộc trung ương."""

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    """Phường, xã, đặc khu, by its national code. `in_use` once a People's Committee works with it here."""

    code = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(max_length=100)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="communes")
    in_use = models.BooleanField(default=False)
    before_excludes_the_day = models.BooleanField(
        default=True, help_text="“Trước ngày N”: ngày cuối cùng là N − 1 (nghĩa chặt). Tắt: ngày cuối cùng là N."
    )
    review_every_months = models.PositiveSmallIntegerField(default=3, help_text="Nhịp rà lại việc không ghi hạn, tính bằng tháng.")
    urgent_working_days = models.PositiveSmallIntegerField(default=10, help_text="Số ngày làm việc đề xuất cho chữ “khẩn trương”.")
    due_soon_working_days = models.PositiveSmallIntegerField(
        default=5, help_text="Việc được coi là sắp đến hạn khi còn chừng này ngày làm việc."
    )
    answer_wait_working_days = models.PositiveSmallIntegerField(
        default=15, help_text="Văn bản đi không ghi hạn trả lời được coi là chờ quá lâu sau chừng này ngày làm việc."
    )
    numbers_arrivals = models.BooleanField(
        default=True, help_text="Văn bản đến vào sổ được cấp số đến kế tiếp của năm; sửa được. Tắt: người vào sổ tự ghi."
    )
    apology_days_before = models.PositiveSmallIntegerField(
        default=1, help_text="Văn bản xin lỗi (Mẫu 04) gửi chậm nhất trước ngày hẹn trả chừng này ngày."
    )
    apology_days_are_working = models.BooleanField(
        default=True, help_text="Số ngày trên là ngày làm việc (nghĩa chặt). Tắt: ngày bất kỳ, kể cả ngày nghỉ."
    )
    reappointments_allowed = models.PositiveSmallIntegerField(default=1, help_text="Số lần được hẹn lại ngày trả của một hồ sơ.")
    apology_source = models.CharField(
        max_length=200,
        blank=True,
        default="Phường chưa xác nhận; theo QĐ 88/2025 của UBND tỉnh Lai Châu, Điều 3 khoản 6",
        help_text="Văn bản quy định hai điều trên, ghi cạnh mọi kết quả tính theo đó.",
    )
    closed_days = models.JSONField(default=dict, blank=True, help_text="Ngày nghỉ riêng: ngày (2026-09-08) → lý do, văn bản cho nghỉ.")
    office_hours = models.JSONField(
        default=list, blank=True, help_text="Giờ làm việc: mỗi mục valid_from, source, sessions, weekday; trống là giờ mặc định."
    )

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A unit of a commune: phòng, văn phòng, trung tâm. Its name holds between two dates; `successor` takes over after."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(max_length=200)
    short = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField(default=100)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="unit_ends_after_it_begins"),
            models.UniqueConstraint(fields=["commune", "name", "valid_from"], name="unit_one_name_from_a_day"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_valid(self, on: date) -> bool:
        """Whether the unit exists on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class UnitAlias(models.Model):
    """Another way documents write a unit's name. Two units of a commune never share one.

    `until` is the last day on which it was the unit's own name; None for a way of writing that never was.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["text"]
        constraints = [models.UniqueConstraint(fields=["commune", "folded"], name="alias_names_one_unit")]

    def __str__(self) -> str:
        return self.text


class UnitGroup(models.Model):
    """What a collective wording ("các phòng, đơn vị") means in this commune: every unit in force, or the units named."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="unit_groups")
    name = models.CharField("Tên nhóm", max_length=120)
    wordings = models.JSONField(default=list)
    """The wordings the group answers to, as texts."""
    every = models.BooleanField("Mọi đơn vị đang hoạt động", default=False)
    units = models.ManyToManyField(Unit, blank=True, related_name="groups")

    class Meta:
        ordering = ["-every", "name"]
        constraints = [models.UniqueConstraint(fields=["commune", "name"], name="unit_group_one_name")]

    def __str__(self) -> str:
        return self.name


class Person(AbstractBaseUser):
    """Somebody who works here; an account when a password or an outside sign-in is set."""

    username = models.CharField(
        "Tên đăng nhập",
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[\w.@-]+\Z", "Tên đăng nhập chỉ gồm chữ, số và các dấu . @ - _")],
        error_messages={"unique": "Tên đăng nhập này đã có người dùng. Chọn tên khác."},
    )
    full_name = models.CharField("Họ và tên", max_length=120)
    email = models.EmailField("Thư điện tử", blank=True)
    phone = models.CharField("Điện thoại", max_length=20, blank=True)
    commune = models.ForeignKey(Commune, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    is_active = models.BooleanField("Đang làm việc", default=True)
    must_change_password = models.BooleanField(default=False)
    """The password is a one-time one given by an administrator: nothing else opens until it is changed."""

    objects = UserManager["Person"]()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["full_name"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def initials(self) -> str:
        """Two letters for the round mark beside the name: those of the last two words."""
        words = self.full_name.split()
        return "".join(word[0] for word in words[-2:]).upper()

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Whether the right `perm` (an act's name) is held on `obj`: what the predicates of rights.py say of an active person."""
        return self.is_active and bool(has_perm(perm, self, obj))  # type: ignore[no-untyped-call]

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active

    @cached_property
    def _grants(self) -> list["RoleGrant"]:
        return list(self.grants.select_related("unit"))

    def mandate(self, on: date) -> Mandate:
        """Roles and units the person holds on that day."""
        held = [grant for grant in self._grants if grant.is_valid(on)]
        return Mandate(
            commune=self.commune_id,
            province=next((grant.province_id for grant in held if grant.province_id), None),
            roles=frozenset(Role(grant.role) for grant in held),
            units=frozenset(grant.unit_id for grant in held if grant.unit_id),
            headed=frozenset(grant.unit_id for grant in held if grant.unit_id and grant.role == Role.UNIT_HEAD),
        )


class RoleGrant(models.Model):
    """A role held by a person between two dates, in one unit where the role is of a unit."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="grants")
    province = models.ForeignKey(Province, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["person", "role", "valid_from"]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="role_ends_after_it_begins"),
            models.UniqueConstraint(fields=["person", "role", "unit"], condition=Q(valid_to=None), name="role_of_a_unit_held_once"),
            models.UniqueConstraint(fields=["person", "role"], condition=Q(valid_to=None, unit=None), name="role_held_once"),
            models.CheckConstraint(
                condition=~Q(role__in=[Role.UNIT_HEAD, Role.OFFICER, Role.CLERK]) | Q(unit__isnull=False), name="role_of_a_unit_names_it"
            ),
        ]

    @property
    def commune_id(self) -> str | None:
        """The commune of the person who holds the role."""
        return self.person.commune_id

    def is_valid(self, on: date) -> bool:
        """Whether the role is held on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class Appointment(models.Model):
    """A post held by a person in a unit between two dates: regular, acting, in charge, or seconded."""

    class Kind(models.TextChoices):
        REGULAR = "regular", "Chính thức"
        ACTING = "acting", "Quyền"
        IN_CHARGE = "in_charge", "Phụ trách"
        SECONDED = "seconded", "Biệt phái"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="appointments")
    post = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.REGULAR)
    decision = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["unit", "-valid_from"]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="appointment_ends_after_it_begins"),
        ]

    @property
    def commune_id(self) -> str:
        """The commune of the unit."""
        return self.unit.commune_id


class Body(models.Model):
    """Ban, tổ, đoàn: set up by a decision, with members from several units.

    `standing_unit` does its daily work (cơ quan thường trực): what is assigned to the body goes there.
    """

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="bodies")
    name = models.CharField(max_length=200)
    decision = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    standing_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="standing_bodies")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="body_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.name


class BodyMember(models.Model):
    """A person's place in a body; `until` is the last day, None for a present member."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="body_places")
    place = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField(default=100)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["body", "person"], condition=Q(until=None), name="body_holds_a_person_once")]

    @property
    def commune_id(self) -> str:
        """The commune of the body."""
        return self.body.commune_id


class Handover(models.Model):
    """From the day `on`, what one unit or person held is another's. Lateness that arose before stays where it arose.

    `closes` says that the handing unit ended the day before (merged, dissolved).
    """

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="handovers")
    from_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="handovers_out")
    to_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="handovers_in")
    from_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="handovers_out")
    to_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="handovers_in")
    on = models.DateField()
    decision = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    closes = models.BooleanField(default=False)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_unit__isnull=False, to_unit__isnull=False, from_person=None, to_person=None)
                | Q(from_person__isnull=False, to_person__isnull=False, from_unit=None, to_unit=None),
                name="handover_between_two_of_one_kind",
            ),
            models.CheckConstraint(condition=~Q(from_unit=F("to_unit")) & ~Q(from_person=F("to_person")), name="handover_to_somebody_else"),
        ]

    def __str__(self) -> str:
        giver, taker = (self.from_unit, self.to_unit) if self.from_unit_id else (self.from_person, self.to_person)
        return f"{giver} → {taker}"
