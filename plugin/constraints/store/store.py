"""What screening asks of a constraint store, whatever stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    import shapely
    from numpy.typing import NDArray

    from ...domain.dataset import Snapshot
    from ...domain.finding import Entity


@dataclass(frozen=True)
class Candidates:
    """Everything near a box, unprepared: arrays side by side, one row for each piece.

    ``entity_keys`` names the entity that a piece is of, ``full`` says that the piece is a whole rectangle (its own bounding box),
    ``geometries`` are in EPSG:27700. ``entities`` has every entity of the rows by its key, with its attributes left empty.
    """

    entity_keys: NDArray[np.int64]
    full: NDArray[np.bool_]
    geometries: NDArray[np.object_]
    entities: Mapping[int, Entity]


@dataclass(frozen=True)
class PiecesNear:
    """The pieces that may meet some boxes, each of them once: arrays side by side, one row for each piece, unprepared, EPSG:27700.

    ``box_of`` and ``piece_of`` are the pairs, as positions of boxes and of rows.
    """

    entity_keys: NDArray[np.int64]
    full: NDArray[np.bool_]
    geometries: NDArray[np.object_]
    box_of: NDArray[np.intp]
    piece_of: NDArray[np.intp]


class Store(Protocol):
    """One generation of constraint data. Geometries are EPSG:27700, 2-D and valid."""

    @property
    def generation(self) -> str:
        """The name of the generation that answers."""
        ...

    def snapshots(self) -> Mapping[str, Snapshot]:
        """What was loaded, by dataset slug; administrative datasets too."""
        ...

    def coverage_area(self, dataset: str) -> shapely.Geometry | None:
        """Where the dataset can speak; only where its coverage is PARTIAL."""
        ...

    def candidates(self, box: tuple[float, float, float, float], between: Callable[[], None] | None = None) -> Candidates:
        """The pieces whose boxes meet ``box`` (west, south, east, north); administrative datasets have none.

        ``between`` is called between batches so small that none holds the interpreter for more than some milliseconds.
        """
        ...

    def attributes(self, entity: Entity) -> Mapping[str, str]:
        """All columns of the source that hold something, as text, under the source's own names."""
        ...

    def geometry(self, entity: Entity) -> shapely.Geometry:
        """The whole geometry, as screened; an empty polygon where the record has none."""
        ...

    def authority_area(self) -> shapely.Geometry | None:
        """The authority's own area; None where the store does not have its district, or nobody said which it is."""
        ...

    def authority_name(self) -> str:
        """The authority's name, "" where its area is not settled."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


class ManyStore(Store, Protocol):
    """A store that also answers for hundreds of sites at a time."""

    def pieces_near(self, boxes: NDArray[np.float64]) -> PiecesNear:
        """The pieces that may meet ``boxes`` (n, 4: west, south, east, north), and which meets which."""
        ...

    def entities(self, keys: NDArray[np.int64]) -> list[Entity]:
        """The entities of some keys, in the order of their keys, without attributes."""
        ...
