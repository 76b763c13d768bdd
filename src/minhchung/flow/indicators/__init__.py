"""Indicators over the dossier lake: each one definition, written once, computed for any window and any division in one scan."""

from minhchung.flow.indicators.compute import Options, Standing, compute, counted, needed, rows, standing, wide
from minhchung.flow.indicators.definitions import (
    DefinitionError,
    Indicator,
    OnTime,
    definition_file,
    indicator,
    indicators,
    on_time,
    packaged,
)
from minhchung.flow.indicators.form_06a import Form, Problem, form_06a
from minhchung.flow.indicators.official import Official, OfficialError, rank, read_official
from minhchung.flow.indicators.points import Points, PointsRule
from minhchung.flow.indicators.processing import NotKnown, idle_procedures, processing_times
from minhchung.flow.indicators.scan import GROUPINGS, GroupingError
from minhchung.flow.indicators.score_766 import Line, Score, score_766
from minhchung.flow.indicators.soon import Soon, counts_soon, soon
from minhchung.flow.indicators.source import EmptyLakeError, Source, of_arrow, of_generation, of_lake
from minhchung.flow.indicators.windows import Window, WindowError, parse_window
from minhchung.flow.indicators.worked import Slots, with_worked

__all__ = [
    "GROUPINGS",
    "DefinitionError",
    "EmptyLakeError",
    "Form",
    "GroupingError",
    "Indicator",
    "Line",
    "NotKnown",
    "Official",
    "OfficialError",
    "OnTime",
    "Options",
    "Points",
    "PointsRule",
    "Problem",
    "Score",
    "Slots",
    "Soon",
    "Source",
    "Standing",
    "Window",
    "WindowError",
    "compute",
    "counted",
    "counts_soon",
    "definition_file",
    "form_06a",
    "idle_procedures",
    "indicator",
    "indicators",
    "needed",
    "of_arrow",
    "of_generation",
    "of_lake",
    "on_time",
    "packaged",
    "parse_window",
    "processing_times",
    "rank",
    "read_official",
    "rows",
    "score_766",
    "soon",
    "standing",
    "wide",
    "with_worked",
]
