"""Two helpers of the layout: stacking along a line, and finding a free place in the plane."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, floor, sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FreePlaces", "spread"]

Point = tuple[float, float]

CELL: Final = (20.0, 12.0)
"""Width and height of a cell of the grid in which free places are looked for."""
FIRST_REACH: Final = 16
"""Cells to each side that are looked at first; doubled until a place is found."""


def spread(wished: list[float], half: list[float]) -> list[float]:
    """The positions nearest to ``wished`` (ascending) at which neighbours do not overlap.

    Position ``i`` needs ``half[i]`` to each side. The sum of squared moves is least: with the room needed
    taken off, this is isotonic regression, solved by pooling adjacent violators (Ayer et al., Annals of
    Mathematical Statistics 26, 1955).
    """
    offsets = [0.0]
    for left, right in pairwise(half):
        offsets.append(offsets[-1] + left + right)
    pools: list[tuple[float, int]] = []
    for wish, offset in zip(wished, offsets, strict=False):
        total, count = wish - offset, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            before = pools.pop()
            total, count = total + before[0], count + before[1]
        pools.append((total, count))
    levels = [total / count for total, count in pools for _ in range(count)]
    return [level + offset for level, offset in zip(levels, offsets, strict=False)]


class FreePlaces:
    """The plane as a grid of cells, free or taken.

    Args:
        taken: centre and (width, height) of the boxes that stand already.
        coming: (width, height) of the boxes that will be set; there will be room for all.

    """

    def __init__(self, taken: list[tuple[Point, Point]], coming: list[Point]) -> None:
        import numpy as np

        room = sqrt(4 * sum(width * height for width, height in coming)) + 200.0
        xs = [x + side * size[0] / 2 for (x, _), size in taken for side in (-1, 1)] or [-room, room]
        ys = [y + side * size[1] / 2 for (_, y), size in taken for side in (-1, 1)] or [-room, room]
        self.low = (min(xs) - room, min(ys) - room)
        across, up = (
            (max(values) - low + room) / cell for values, low, cell in zip((xs, ys), self.low, CELL, strict=True)
        )
        self.taken: NDArray[np.bool_] = np.zeros((ceil(up) + 1, ceil(across) + 1), dtype=np.bool_)
        for centre, size in taken:
            self._fill(*self._corner(centre, size), *_cells(size))

    def take(self, wish: Point, size: Point) -> Point:
        """Take the free place nearest to ``wish`` for a box of ``size``; gives its centre."""
        high, wide = _cells(size)
        row, column = self._corner(wish, size)
        row = min(max(row, 0), self.taken.shape[0] - high)
        column = min(max(column, 0), self.taken.shape[1] - wide)
        reach = FIRST_REACH
        while (found := self._nearest(row, column, (high, wide), reach)) is None:
            reach *= 2
        self._fill(*found, high, wide)
        return (self.low[0] + (found[1] + wide / 2) * CELL[0], self.low[1] + (found[0] + high / 2) * CELL[1])

    def _nearest(self, row: int, column: int, cells: tuple[int, int], reach: int) -> tuple[int, int] | None:
        """Row and column of the free box nearest to the one at (row, column), None if none is within reach."""
        import numpy as np

        high, wide = cells
        # as far up as sideways in units, not in cells
        tall = ceil(reach * CELL[0] / CELL[1])
        first_row, first_column = max(0, row - tall), max(0, column - reach)
        window = self.taken[first_row : row + tall + high, first_column : column + reach + wide]
        if window.shape[0] < high or window.shape[1] < wide:
            return None
        sums = np.zeros((window.shape[0] + 1, window.shape[1] + 1), dtype=np.int32)
        np.cumsum(np.cumsum(window, axis=0, dtype=np.int32), axis=1, out=sums[1:, 1:])
        count = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
        rows, columns = np.nonzero(count == 0)
        if rows.size == 0:
            return None
        apart = ((rows + first_row - row) * CELL[1]) ** 2 + ((columns + first_column - column) * CELL[0]) ** 2
        best = int(np.argmin(apart))
        whole = self.taken.shape == window.shape
        if float(apart[best]) > (reach * CELL[0]) ** 2 and not whole:
            return None
        return int(rows[best]) + first_row, int(columns[best]) + first_column

    def _corner(self, centre: Point, size: Point) -> tuple[int, int]:
        """Row and column of the cell in which the box begins."""
        return (
            floor((centre[1] - size[1] / 2 - self.low[1]) / CELL[1]),
            floor((centre[0] - size[0] / 2 - self.low[0]) / CELL[0]),
        )

    def _fill(self, row: int, column: int, high: int, wide: int) -> None:
        # one cell more: a box that stands already need not begin with a cell
        self.taken[max(0, row) : row + high + 1, max(0, column) : column + wide + 1] = True


def _cells(size: Point) -> tuple[int, int]:
    """Rows and columns that a box of this size needs."""
    return ceil(size[1] / CELL[1]), ceil(size[0] / CELL[0])
