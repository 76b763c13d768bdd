"""Points that grow with a percentage."""

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from minhchung.scoring.reading import HUNDRED, Strictly
from minhchung.scoring.shapes.base import ZERO, Marks, Share, Worth
from minhchung.scoring.words import percent, plain, points

Percent = Decimal


class AllOrNothing(Share):
    """R ≥ target → M, else 0 (QĐ 212/2025 Hải Phòng: một nhiệm vụ chậm là 0)."""

    shape: Literal["all_or_nothing"]
    target: Percent = Field(default=HUNDRED, ge=0)

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        share, said = self._share(read, self.target)
        if share >= self.target:
            return Marks(maximum, f"đạt {said}, từ {percent(self.target)} trở lên: {points(maximum)}")
        return Marks(ZERO, f"đạt {said}, dưới {percent(self.target)}: 0 điểm")

    def in_words(self, maximum: Decimal) -> str:
        return f"Đạt từ {percent(self.target)}: {points(maximum)}; dưới mức ấy: 0 điểm."


class RatioLinear(Share):
    """M × num/den, at most M."""

    shape: Literal["ratio_linear"]

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        share, said = self._share(read)
        if share > HUNDRED:
            return Marks(maximum, f"đạt {said}, tính 100%: {points(maximum)}")
        found = maximum * share / HUNDRED
        return Marks(found, f"{points(maximum)} × {said} = {points(found)}")

    def in_words(self, maximum: Decimal) -> str:
        return f"{points(maximum)} nhân với tỷ lệ đạt được."


class RatioToTarget(Share):
    """M × min(1, R/target) (QĐ 766: tái sử dụng dữ liệu 2 × R/80%)."""

    shape: Literal["ratio_to_target"]
    target: Percent = Field(gt=0)

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        share, said = self._share(read, self.target)
        if share >= self.target:
            return Marks(maximum, f"đạt {said}, không dưới mục tiêu {percent(self.target)}: {points(maximum)}")
        found = maximum * share / self.target
        sum_ = f"{plain(maximum)} × {plain(share, self.target)}/{plain(self.target)} = {points(found)}"
        return Marks(found, f"đạt {said}, mục tiêu {percent(self.target)}: {sum_}")

    def in_words(self, maximum: Decimal) -> str:
        return f"Đạt từ mục tiêu {percent(self.target)}: {points(maximum)}; dưới mục tiêu: theo tỷ lệ so với mục tiêu."


class RatioFloorLinear(Share):
    """From `full` on M; between the floor and there in proportion; below the floor `below`.

    `at_floor`: points at the floor, from where they grow evenly to M; left out, the points are M × R / full.
    """

    shape: Literal["ratio_floor_linear"]
    floor: Percent = Field(ge=0)
    full: Percent = Field(default=HUNDRED, gt=0)
    below: Decimal = ZERO
    at_floor: Decimal | None = None

    @model_validator(mode="after")
    def _floor_is_below_full(self) -> "RatioFloorLinear":
        if self.floor >= self.full:
            raise ValueError("mức sàn (floor) phải thấp hơn mức đủ điểm (full)")
        return self

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        share, said = self._share(read, self.full, self.floor)
        if share >= self.full:
            return Marks(maximum, f"đạt {said}, từ {percent(self.full)} trở lên: {points(maximum)}")
        if share < self.floor:
            return Marks(self.below, f"đạt {said}, dưới mức sàn {percent(self.floor)}: {points(self.below)}")
        if self.at_floor is None:
            found = maximum * share / self.full
        else:
            found = self.at_floor + (maximum - self.at_floor) * (share - self.floor) / (self.full - self.floor)
        return Marks(found, f"đạt {said}, từ {percent(self.floor)} đến dưới {percent(self.full)}: {points(found)}")

    def in_words(self, maximum: Decimal) -> str:
        return (
            f"Đạt từ {percent(self.full)}: {points(maximum)}; từ {percent(self.floor)} đến dưới {percent(self.full)}: theo tỷ lệ; "
            f"dưới {percent(self.floor)}: {points(self.below)}."
        )


class ShareBand(Worth):
    """From `min` on (higher is better) or up to `max` (lower is better), in percent."""

    min: Percent | None = None
    max: Percent | None = None


class RatioTiers(Share):
    """Bands of a percentage with fixed points, highest demand first; `direction` says which way is better."""

    shape: Literal["ratio_tiers"]
    direction: Literal["higher", "lower"] = "higher"
    bands: tuple[ShareBand, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _bands_go_one_way(self) -> "RatioTiers":
        edges = [band.min if self.direction == "higher" else band.max for band in self.bands]
        if any(edge is None for edge in edges) or any(
            (band.max if self.direction == "higher" else band.min) is not None for band in self.bands
        ):
            raise ValueError("mỗi bậc ghi min khi càng cao càng tốt (direction: higher), max khi càng thấp càng tốt (direction: lower)")
        known = [edge for edge in edges if edge is not None]
        if known != sorted(set(known), reverse=self.direction == "higher"):
            raise ValueError("các bậc phải xếp từ mức tốt nhất đến mức kém nhất và không trùng nhau")
        return self

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        edges = [edge for band in self.bands for edge in (band.min, band.max) if edge is not None]
        share, said = self._share(read, *edges, better="more" if self.direction == "higher" else "less")
        for band in self.bands:
            if band.min is not None and share >= band.min:
                return Marks(band.of(maximum), f"đạt {said}, thuộc bậc từ {percent(band.min)} trở lên: {points(band.of(maximum))}")
            if band.max is not None and share <= band.max:
                return Marks(band.of(maximum), f"ở mức {said}, thuộc bậc không quá {percent(band.max)}: {points(band.of(maximum))}")
        return Marks(ZERO, f"ở mức {said}, ngoài mọi bậc: 0 điểm")

    def best(self, maximum: Decimal) -> Decimal | None:
        return max(band.of(maximum) for band in self.bands)

    def in_words(self, maximum: Decimal) -> str:
        edge = "từ" if self.direction == "higher" else "không quá"
        said = (
            f"{edge} {percent(band.min if band.min is not None else band.max or ZERO)}: {points(band.of(maximum))}" for band in self.bands
        )
        return f"Theo bậc: {'; '.join(said)}."
