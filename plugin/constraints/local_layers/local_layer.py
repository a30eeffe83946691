"""What a council declares of a constraint layer of its own."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ...domain.dataset import BESIDE, LocalWords
from ...domain.errors import RedlineError
from ..catalogue import Catalogue
from ..records.record_fields import slug_of
from ..standard.column_mapping import ColumnMapping
from ..store.local_files import AUTHORITY, FULL, NOT_SAID
from .layer_source import LayerSource

_COLOUR = re.compile(r"#[0-9A-F]{6}")


@dataclass(frozen=True)
class LocalLayer:
    """``name`` is what officers read, and what tells the layer from others of the store. ``dataset`` is the kind that its records are of, a
    slug of the catalogue, "" where it is a kind of its own.

    ``mapping`` says which of its columns is which field. ``coverage`` is where it is complete: ``FULL``, ``AUTHORITY``, ``NOT_SAID``, or
    the path of a file with the area. ``data_date`` is the day that the data is of, None where the records or the file tell. ``consequence``
    is what follows where it meets a site, in a sentence. ``colour`` is "#RRGGBB", "" for that of its kind.
    """

    name: str
    source: LayerSource
    dataset: str = ""
    mapping: ColumnMapping = field(default_factory=ColumnMapping)
    coverage: str = NOT_SAID
    data_date: date | None = None
    licence: str = ""
    attribution: str = ""
    consequence: str = ""
    colour: str = ""

    @property
    def slug(self) -> str:
        """Its dataset in the store. One of a kind that the platform publishes too stands beside that, never in its place."""
        own = slug_of(re.sub("['\u2019]", "", self.name))
        return f"{self.dataset}{BESIDE}{own}" if self.dataset else own

    @property
    def coverage_file(self) -> Path | None:
        """The file with the area where it is complete; None where it is said otherwise."""
        return None if self.coverage in (FULL, AUTHORITY, NOT_SAID) else Path(self.coverage)

    @property
    def words(self) -> LocalWords:
        """What the store keeps of it."""
        text = json.dumps(self.form, sort_keys=True, ensure_ascii=False)
        return LocalWords(self.name, self.consequence, self.colour, hashlib.sha256(text.encode("utf-8")).hexdigest())

    @property
    def form(self) -> dict[str, object]:
        """The declaration as it stands in the store's file; what is not said is left out."""
        told: dict[str, object] = {
            "name": self.name,
            "dataset": self.dataset,
            "source": self.source.form,
            "mapping": self.mapping.form,
            "coverage": self.coverage,
            "date": self.data_date.isoformat() if self.data_date is not None else "",
            "licence": self.licence,
            "attribution": self.attribution,
            "consequence": self.consequence,
            "colour": self.colour,
        }
        return {key: value for key, value in told.items() if value}


def checked(layer: LocalLayer, catalogue: Catalogue) -> LocalLayer:
    """The layer, where it can be declared so. Raises RedlineError."""
    known = {each.slug for each in catalogue.constraints}
    if not layer.name.strip() or slug_of(layer.name) == "unnamed":
        raise RedlineError("A local layer needs a name that officers can read, with letters or digits.")
    if layer.dataset and layer.dataset not in known:
        raise RedlineError(
            f"“{layer.name}”: there is no dataset “{layer.dataset}” that constrains. Leave it out where the layer is of a kind of its own."
        )
    if layer.slug in {each.slug for each in catalogue.datasets}:
        raise RedlineError(
            f"“{layer.name}” is what a national dataset is called, which it would replace. Give it another name, and say that its records "
            f"are of the dataset {layer.slug}: then it stands beside it."
        )
    if layer.colour and _COLOUR.fullmatch(layer.colour) is None:
        raise RedlineError(f"“{layer.name}”: the colour is {layer.colour!r}, but must be written like #1A2B3C, in capitals.")
    return layer
