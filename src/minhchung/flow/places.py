"""Where each code of one table stands in another: whole columns at once."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray


def places_of(codes: pa.ChunkedArray, among: pa.ChunkedArray) -> NDArray[np.int64]:
    """For each code its row in `among`, −1 where it is not there."""
    found: NDArray[np.int64] = pc.fill_null(pc.index_in(codes, value_set=among).cast(pa.int64()), -1).to_numpy()
    return found
