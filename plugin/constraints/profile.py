"""An authority's profile: whose area it is, which datasets it is expected to have, how sites are screened, what lies underneath."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from ..domain.dataset import Coverage
from ..domain.errors import RedlineError
from ..domain.instruction import Instruction
from ..domain.neighbour_sources import NeighbourSources
from ..domain.settings import ScreeningSettings
from ..rules.rules import names_in
from .base_map import BASE_MAP_KINDS, BaseMap
from .strict_json import JsonObject, read_object

_KEYS = ("about", "sample", "authority", "datasets", "settings", "base_map", "neighbours", "grid_folders", "instructions", "register")
#: Distances beyond these are slips of the keyboard: a kilometre of tolerance would turn every overlap into a touch.
_MOST_TOLERANCE_M = 25.0
_MOST_NEAR_M = 5000.0
_MOST_BUFFER_M = 1000.0


@dataclass(frozen=True)
class Profile:
    """What Redline knows of the authority that uses it.

    ``authority_reference`` is the ONS code ("E09000028"), ``organisation`` the code in submissions ("SWK"). ``datasets`` maps the
    slug of each dataset that the authority is expected to have to its coverage there, None where nobody said. ``grid_folders``
    hold transformation grids (OSTN15). ``neighbours`` are the authority's layers of addresses and parcels. ``instructions`` are
    what bodies have told the authority not to ask them about. ``register_schema`` is the authority's copy of the schema that an entry of
    the public register is held to. ``sample`` marks everything made with this profile as a sample.
    """

    authority_name: str = ""
    authority_reference: str = ""
    organisation: str = ""
    datasets: Mapping[str, Coverage | None] = field(default_factory=dict)
    settings: ScreeningSettings = field(default_factory=ScreeningSettings)
    base_map: BaseMap = field(default_factory=BaseMap)
    neighbours: NeighbourSources = field(default_factory=NeighbourSources)
    grid_folders: tuple[Path, ...] = field(default=())
    instructions: tuple[Instruction, ...] = field(default=())
    register_schema: Path | None = None
    sample: bool = False

    @classmethod
    def default(cls) -> Profile:
        """No authority, nothing expected, the project's own base map."""
        return cls()

    @classmethod
    def load(cls, path: Path) -> Profile:
        """Read a profile (docs/catalogue.md describes the file); paths in it are relative to it.

        Raises RedlineError with a sentence that names the file and the key, UnreadableFile when it can't be read at all.
        """
        file = read_object(path, _KEYS)
        folder = path.resolve().parent
        authority = file.member("authority", ("name", "reference", "organisation"))
        return cls(
            authority_name=authority.text("name", ""),
            authority_reference=authority.text("reference", ""),
            organisation=authority.text("organisation", ""),
            datasets=_expected(file.member("datasets")),
            settings=_settings(file.member("settings", ("tolerance", "near"))),
            base_map=_base_map(file.member("base_map", ("kind", "source", "layer", "attribution", "licence_line")), folder),
            neighbours=_neighbours(file.member("neighbours", tuple(each.name for each in fields(NeighbourSources))), folder),
            grid_folders=tuple(folder / name for name in file.texts("grid_folders")),
            instructions=tuple(map(_instruction, file.members("instructions", ("body", "application_type", "reason")))),
            register_schema=folder / schema if (schema := file.member("register", ("schema",)).text("schema", "")) else None,
            sample=file.flag("sample", False),
        )


def _expected(datasets: JsonObject) -> dict[str, Coverage | None]:
    values = [coverage.value for coverage in Coverage]
    return {slug: None if datasets.is_null(slug) else Coverage(datasets.choice(slug, values)) for slug in datasets.keys}


def _instruction(given: JsonObject) -> Instruction:
    reason = given.text("reason")
    if not reason.strip():
        raise RedlineError(f"{given.where}: reason is empty; say where the instruction stands, such as the letter and its date.")
    return Instruction(given.choice("body", names_in("consultee")), given.text("application_type"), reason)


def _settings(settings: JsonObject) -> ScreeningSettings:
    usual = ScreeningSettings()
    return ScreeningSettings(
        tolerance=_distance(settings, "tolerance", usual.tolerance, _MOST_TOLERANCE_M),
        near=_distance(settings, "near", usual.near, _MOST_NEAR_M),
    )


def _distance(settings: JsonObject, key: str, usual: float, most: float) -> float:
    metres = settings.number(key, usual)
    if not 0 <= metres <= most:
        raise RedlineError(f"{settings.where}: {key} is {metres:g} m, but must lie between 0 and {most:g} m.")
    return metres


def _neighbours(given: JsonObject, folder: Path) -> NeighbourSources:
    usual = NeighbourSources()
    buffer = given.number("buffer", usual.buffer)
    if not 0 <= buffer <= _MOST_BUFFER_M:
        raise RedlineError(f"{given.where}: buffer is {buffer:g} m, but must lie between 0 and {_MOST_BUFFER_M:g} m.")
    return NeighbourSources(
        addresses=_source(given.text("addresses", ""), folder),
        uprn=given.text("uprn", ""),
        address=given.text("address", ""),
        parcels=_source(given.text("parcels", ""), folder),
        highways=_source(given.text("highways", ""), folder),
        history=_source(given.text("history", ""), folder),
        across_highway=given.flag("across_highway", usual.across_highway),
        buffer=buffer,
    )


def _source(source: str, folder: Path) -> str:
    """A file beside the profile by its whole path; whatever else it is, a layer of the project or a file elsewhere, as it stands."""
    file, bar, layer = source.partition("|")
    return f"{folder / file}{bar}{layer}" if file and (folder / file).is_file() else source


def _base_map(base_map: JsonObject, folder: Path) -> BaseMap:
    kind = base_map.choice("kind", BASE_MAP_KINDS, "project")
    source = base_map.text("source", "")
    if kind != "project" and not source:
        raise RedlineError(f"{base_map.where}: a base map of kind {kind} needs a source; add it.")
    if kind == "xyz" and not ("{z}" in source and "{x}" in source and ("{y}" in source or "{-y}" in source)):
        raise RedlineError(f"{base_map.where}: the source of an xyz base map must contain {{z}}, {{x}} and {{y}}.")
    if kind == "file":
        file = folder / source
        if not file.is_file():
            raise RedlineError(f"{base_map.where}: the file {file} is not there; correct the source or put the file in place.")
        source = str(file)
    return BaseMap(
        kind=kind,
        source=source,
        layer=base_map.text("layer", ""),
        attribution=base_map.text("attribution", ""),
        licence_line=base_map.text("licence_line", ""),
    )
