"""What an officer or their IT can set, declared once; and where it is kept (QgsSettings)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsSettings

from .environment.profile_of import profile_in
from .environment.store_place import StorePlace

if TYPE_CHECKING:
    from ..constraints.base_map import BaseMap
    from ..domain.neighbour_sources import NeighbourSources
    from ..domain.retention import Retention
    from ..domain.settings import ScreeningSettings

_GROUP = "redline"


@dataclass(frozen=True)
class Settings:
    """Every setting. Paths are text, "" where not set; distances in metres; ``base_map_kind`` is project, xyz, wmts or file.

    ``store`` is a folder or the address of a team's database, without a password; ``store_authcfg`` the id of QGIS's credentials for that.
    ``generations_kept`` is how many loadings stay, in the folder and in a database that is pushed to, 0 for the usual number.
    ``push_address`` and ``push_authcfg`` are those of the database into which the GIS team pushes the store of a folder.
    ``authcfg`` is the id of credentials in QGIS's authentication store; the credentials themselves are never a setting. ``officer`` is the
    officer's name as the back office writes it. ``addresses`` to ``neighbour_buffer`` are those of NeighbourSources.
    ``closed_months`` is how long what is personal in a case is kept after it closed, 0 until somebody erases it.
    ``platform_url`` is the address of the Planning Data platform, "" for its own, ``platform_files`` that of its files;
    ``platform_authority`` whose data is fetched from it.
    ``sample_profile`` and ``sample_store`` are those of a sample, for a first look, where whoever installed Redline put one beside it.
    """

    store: str = field(default="", metadata={"key": "store"})
    store_authcfg: str = field(default="", metadata={"key": "store_authcfg"})
    generations_kept: int = field(default=0, metadata={"key": "store_generations_kept"})
    push_address: str = field(default="", metadata={"key": "push/address"})
    push_authcfg: str = field(default="", metadata={"key": "push/authcfg"})
    applications: str = field(default="", metadata={"key": "applications"})
    profile: str = field(default="", metadata={"key": "profile"})
    tolerance: float = field(default=1.0, metadata={"key": "tolerance"})
    near: float = field(default=50.0, metadata={"key": "near"})
    base_map_kind: str = field(default="project", metadata={"key": "base_map/kind"})
    base_map_source: str = field(default="", metadata={"key": "base_map/source"})
    base_map_layer: str = field(default="", metadata={"key": "base_map/layer"})
    base_map_attribution: str = field(default="", metadata={"key": "base_map/attribution"})
    base_map_licence_line: str = field(default="", metadata={"key": "base_map/licence_line"})
    grid_folder: str = field(default="", metadata={"key": "grid_folder"})
    open_at_start: bool = field(default=False, metadata={"key": "open_at_start"})
    authority_url: str = field(default="", metadata={"key": "back_office/url"})
    authcfg: str = field(default="", metadata={"key": "back_office/authcfg"})
    officer: str = field(default="", metadata={"key": "back_office/officer"})
    case_file: str = field(default="", metadata={"key": "case_file"})
    addresses: str = field(default="", metadata={"key": "neighbours/addresses"})
    address_uprn: str = field(default="", metadata={"key": "neighbours/uprn"})
    address_words: str = field(default="", metadata={"key": "neighbours/address"})
    parcels: str = field(default="", metadata={"key": "neighbours/parcels"})
    highways: str = field(default="", metadata={"key": "neighbours/highways"})
    history: str = field(default="", metadata={"key": "neighbours/history"})
    across_highway: bool = field(default=True, metadata={"key": "neighbours/across_highway"})
    neighbour_buffer: float = field(default=0.0, metadata={"key": "neighbours/buffer"})
    closed_months: int = field(default=0, metadata={"key": "retention/closed_months"})
    platform_url: str = field(default="", metadata={"key": "platform/url"})
    platform_files: str = field(default="", metadata={"key": "platform/files"})
    platform_authority: str = field(default="", metadata={"key": "platform/authority"})
    sample_profile: str = field(default="", metadata={"key": "sample/profile"})
    sample_store: str = field(default="", metadata={"key": "sample/store"})

    def case_file_path(self) -> Path:
        """Where the case file lies, set or not."""
        from ..casefile.file.default_path import default_path

        return Path(self.case_file) if self.case_file else default_path()

    def store_place(self) -> StorePlace:
        """Where the constraint store is; its address is "" where none is set."""
        return StorePlace(self.store, self.store_authcfg)

    def retention(self) -> Retention:
        from ..domain.retention import Retention

        return Retention(self.closed_months)

    def screening(self) -> ScreeningSettings:
        from ..domain.settings import ScreeningSettings

        return ScreeningSettings(tolerance=self.tolerance, near=self.near)

    def neighbours(self) -> NeighbourSources:
        from ..domain.neighbour_sources import NeighbourSources

        return NeighbourSources(
            addresses=self.addresses,
            uprn=self.address_uprn,
            address=self.address_words,
            parcels=self.parcels,
            highways=self.highways,
            history=self.history,
            across_highway=self.across_highway,
            buffer=self.neighbour_buffer,
        )

    def base_map(self) -> BaseMap:
        from ..constraints.base_map import BaseMap

        return BaseMap(
            kind=self.base_map_kind,
            source=self.base_map_source,
            layer=self.base_map_layer,
            attribution=self.base_map_attribution,
            licence_line=self.base_map_licence_line,
        )


class StoredSettings:
    """Settings as QGIS keeps them for this user: what the user set outranks what the profile file says, which outranks the defaults."""

    def load(self) -> Settings:
        """The settings in force; a profile that can't be read leaves the defaults (its reading elsewhere says so)."""
        stored = QgsSettings()
        values: dict[str, Any] = {}
        for each in fields(Settings):
            key = f"{_GROUP}/{each.metadata['key']}"
            if stored.contains(key):
                values[each.name] = _typed(stored.value(key), type(each.default))
        return replace(self.defaults(str(values.get("profile", ""))), **values)

    def save(self, settings: Settings) -> None:
        """Keeps what differs from the profile and the defaults, and forgets what no longer does."""
        from ..constraints.postgis.hidden_words import without_password

        stored = QgsSettings()
        addresses = without_password(settings.store), without_password(settings.push_address)
        settings = replace(settings, store=addresses[0], push_address=addresses[1])
        defaults = self.defaults(settings.profile)
        for each in fields(Settings):
            key = f"{_GROUP}/{each.metadata['key']}"
            value = getattr(settings, each.name)
            if value == getattr(defaults, each.name) and each.name != "profile":
                stored.remove(key)
                # The settings of the whole installation, which stay where the user's go, may say otherwise
                if not stored.contains(key) or _typed(stored.value(key), type(each.default)) == value:
                    continue
            stored.setValue(key, value)

    def defaults(self, profile: str) -> Settings:
        """What holds where the user set nothing: the profile file's values, else Redline's own."""
        if not profile:
            return Settings()
        read = profile_in(profile)
        if read.problem:
            return Settings(profile=profile)
        base_map, neighbours = read.profile.base_map, read.profile.neighbours
        return Settings(
            profile=profile,
            tolerance=read.profile.settings.tolerance,
            near=read.profile.settings.near,
            base_map_kind=base_map.kind,
            base_map_source=base_map.source,
            base_map_layer=base_map.layer,
            base_map_attribution=base_map.attribution,
            base_map_licence_line=base_map.licence_line,
            addresses=neighbours.addresses,
            address_uprn=neighbours.uprn,
            address_words=neighbours.address,
            parcels=neighbours.parcels,
            highways=neighbours.highways,
            history=neighbours.history,
            across_highway=neighbours.across_highway,
            neighbour_buffer=neighbours.buffer,
        )


def _typed(value: Any, kind: type) -> Any:
    if kind is bool:
        return str(value).lower() in ("true", "1")
    if kind is float:
        return float(value)
    return int(value) if kind is int else str(value)
