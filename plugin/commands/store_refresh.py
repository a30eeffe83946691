"""`redline store refresh`: constraint data of an authority, fetched from the Planning Data platform, looked at, and put into use."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..backoffice.platform_web import PlatformWeb
from ..constraints.catalogue import Catalogue
from ..constraints.local_layers.declarations import load_layers
from ..constraints.local_layers.local_layer import LocalLayer
from ..constraints.local_layers.opened_layer import open_file_layer
from ..constraints.local_layers.read_layers import LayersReader
from ..constraints.local_layers.refresh_layers import refresh_layers
from ..constraints.platform.asker import Asker
from ..constraints.platform.platform_settings import settings_for
from ..constraints.platform.refresh import refresh
from ..domain.clock import Clock
from ..domain.errors import RedlineError
from .exit_code import ExitCode
from .output import Output
from .tell_refreshed import AfterRefresh, tell_refreshed

if TYPE_CHECKING:
    from ..boundary.transformer import Transformer


def store_refresh(
    folder: Path,
    authority: str,
    output: Output,
    *,
    transformer: Transformer,
    clock: Clock,
    datasets: Sequence[str] = (),
    address: str = "",
    bulk: bool = False,
    files: str = "",
    allow_fewer: Sequence[str] = (),
    afresh: bool = False,
    after: AfterRefresh,
) -> ExitCode:
    """Fetch, build, tell what changed, and put it into use unless somebody wants to look first, as ``after`` says.

    The council's own layers are read again with them: all of them, or those that ``datasets`` name. Without ``authority`` nothing else is.
    ``bulk`` takes each dataset out of its file, of those that lie at ``files``.

    SOMETHING_NOT_CHECKED where a dataset was refused or could not be fetched; the store keeps what it had of it. Raises RedlineError where
    nothing could be done at all.
    """
    catalogue = Catalogue.load()
    layers, others = _wanted(load_layers(folder), datasets)
    if not authority and (others or not layers):
        raise RedlineError(
            "Say whose data is wanted, with --authority: its name, reference or code. Without it only local layers are read."
        )
    settings = settings_for(address, files)
    web = PlatformWeb(settings)
    try:
        with output.progress("Refreshing") as progress:
            fewer = {*allow_fewer, *(each.slug for each in layers if each.name in allow_fewer)}
            reader = LayersReader(folder, layers, open_file_layer, transformer, fewer, progress.told)
            if authority:
                found = refresh(
                    folder,
                    authority,
                    others if datasets else [each.slug for each in catalogue.constraints],
                    Asker(web, settings),
                    transformer=transformer,
                    clock=clock,
                    catalogue=catalogue,
                    allow_fewer=fewer,
                    afresh=afresh,
                    from_files=bulk,
                    told=progress.told,
                    local=reader.read,
                )
            else:
                found = refresh_layers(reader, clock=clock, catalogue=catalogue)
    finally:
        web.close()
    return tell_refreshed(folder, found, output, clock, after)


def _wanted(layers: Sequence[LocalLayer], datasets: Sequence[str]) -> tuple[list[LocalLayer], list[str]]:
    """The local layers that are named, by name or slug, and what else is; all of them where nothing is."""
    names = {each.name: each for each in layers} | {each.slug: each for each in layers}
    if not datasets:
        return list(layers), []
    return list({names[each].slug: names[each] for each in datasets if each in names}.values()), [
        each for each in datasets if each not in names
    ]
