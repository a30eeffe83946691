"""What lies at the places that the options name, in sentences for the person who sets them."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.errors import RedlineError
from ...domain.plain_figures import counted
from ...reports.wording import day_words
from ..environment.grid_folders import find_ostn15, how_to_get_ostn15
from ..environment.profile_of import profile_of
from ..environment.store_place import StorePlace
from ..network.credentials import credentials_words
from ..settings import Settings

if TYPE_CHECKING:
    from ..environment.store_in_use import StoreInUse


def back_office_found(settings: Settings) -> str:
    """Which back office, with which credentials, and where the cases are kept."""
    from ...backoffice.origin import origin_typed
    from ...casefile.file.folder_rules import why_not_here

    path = settings.case_file_path()
    if not settings.authority_url:
        return f"None: Redline works from files. Cases would be kept in {path}."
    try:
        origin = origin_typed(settings.authority_url)
    except RedlineError as error:
        return str(error)
    return f"{origin}, {credentials_words(settings.authcfg)}. {why_not_here(path) or f'Cases are kept in {path}.'}"


def profile_found(settings: Settings) -> str:
    """Whose profile it is and which datasets it expects."""
    if not settings.profile:
        return "None: nothing is known of the authority, its datasets or its base map."
    profile, problem = profile_of(settings)
    if problem:
        return problem
    name = profile.authority_name or "An authority without a name"
    sample = " Sample data, no real place." if profile.sample else ""
    return f"{name}: {len(profile.datasets)} datasets expected.{sample}"


def store_words(place: StorePlace) -> str:
    """The generation of a folder's store, its datasets and the age of the oldest; or why it can't be read."""
    from ..environment.store_in_use import StoreInUse

    try:
        return words_of(StoreInUse.read(place))
    except (RedlineError, OSError, sqlite3.Error) as error:
        return str(error)


def words_of(store: StoreInUse) -> str:
    """The generation of a store that was read, its datasets and the age of the oldest."""
    snapshots = store.snapshots().values()
    records = sum(snapshot.count for snapshot in snapshots)
    oldest = min((snapshot.fetched_at for snapshot in snapshots), default="")
    return (
        f"Generation {store.generation}: {counted(len(snapshots), 'dataset')}, {counted(records, 'record')}"
        f"{f', the oldest of {day_words(oldest)}' if oldest else ''}."
    )


def platform_found(settings: Settings) -> str:
    """Which platform a refresh asks and where its files are, or what is wrong with an address."""
    from ...constraints.platform.platform_settings import settings_for
    from ...constraints.secure_address import why_not_asked, with_scheme

    for typed in (with_scheme(settings.platform_url), with_scheme(settings.platform_files)):
        if typed and (why_not := why_not_asked(typed)):
            return why_not
    there = settings_for(settings.platform_url, settings.platform_files)
    files = (
        f"Whole files come from {there.files}." if there.files else "Where it has whole files is not said, so a refresh can't take them."
    )
    return f"A refresh asks {there.address}. {files}"


def grid_found(settings: Settings) -> str:
    """Where OSTN15 was found, or how to get it."""
    grid = find_ostn15(settings, profile_of(settings).profile)
    return f"OSTN15 found: {grid}" if grid is not None else how_to_get_ostn15()


def base_map_found(settings: Settings) -> str:
    """What is missing before the base map can be shown and printed."""
    kind, source = settings.base_map_kind, settings.base_map_source
    if kind == "project":
        return "The layers of your own project lie under the red lines."
    if not source:
        return "Give the address or the file of the base map."
    if kind == "xyz" and not ("{z}" in source and "{x}" in source and ("{y}" in source or "{-y}" in source)):
        return "An XYZ address must contain {z}, {x} and {y}."
    trouble = settings.base_map().trouble
    if trouble:
        return trouble
    if kind == "file" and not Path(source).is_file():
        return f"There is no file {source}."
    if not settings.base_map_attribution and not settings.base_map_licence_line:
        return "Most base maps may only be printed with an attribution or licence line: give it here, and every sheet bears it."
    return f"Every sheet bears: {' '.join(part for part in (settings.base_map_attribution, settings.base_map_licence_line) if part)}"
