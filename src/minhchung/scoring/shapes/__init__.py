"""The rule shapes, each as data with its points and the sentence why. `Rule` is any of them, told by `shape`."""

from typing import Annotated

from pydantic import Field

from minhchung.scoring.shapes.base import Input, Kind, Marks, Part, Shape
from minhchung.scoring.shapes.choices import BestOf, ChecklistSum, Levels, YesNo
from minhchung.scoring.shapes.counts import CountTiers, Deduction, PerItem
from minhchung.scoring.shapes.dates import DeadlineGraded
from minhchung.scoring.shapes.formulas import Composite, Conditional
from minhchung.scoring.shapes.ratios import AllOrNothing, RatioFloorLinear, RatioLinear, RatioTiers, RatioToTarget
from minhchung.scoring.shapes.standings import External, IndexLinear, RankTiers, RelativeToAverage, SurveyWeighted

__all__ = ["SHAPES", "DeadlineGraded", "Input", "Kind", "Levels", "Marks", "Part", "Rule", "Shape"]

Rule = Annotated[
    YesNo
    | Levels
    | AllOrNothing
    | RatioLinear
    | RatioToTarget
    | RatioFloorLinear
    | RatioTiers
    | PerItem
    | CountTiers
    | ChecklistSum
    | BestOf
    | Deduction
    | DeadlineGraded
    | RelativeToAverage
    | RankTiers
    | SurveyWeighted
    | IndexLinear
    | Composite
    | Conditional
    | External,
    Field(discriminator="shape"),
]
SHAPES: dict[str, str] = {
    "yes_no": "Có / không",
    "levels": "Theo mức",
    "all_or_nothing": "Đạt mục tiêu hoặc 0",
    "ratio_linear": "Theo tỷ lệ",
    "ratio_to_target": "Theo tỷ lệ so với mục tiêu",
    "ratio_floor_linear": "Theo tỷ lệ, có mức sàn",
    "ratio_tiers": "Theo bậc tỷ lệ",
    "per_item": "Mỗi nội dung một số điểm, có trần",
    "count_tiers": "Theo bậc số lượng",
    "checklist_sum": "Cộng từng nội dung",
    "best_of": "Phương án cao nhất",
    "deduction": "Trừ điểm vi phạm",
    "deadline_graded": "Theo hạn",
    "relative_to_average": "So với bình quân",
    "rank_tiers": "Theo thứ hạng",
    "survey_weighted": "Bình quân phiếu khảo sát",
    "index_linear": "Theo chỉ số công bố",
    "composite": "Theo công thức",
    "conditional": "Theo trường hợp",
    "external": "Lấy điểm công bố",
}
"""Shape → its name on the screen."""
