"""`redline store refresh`: constraint data of an authority, fetched from the Planning Data platform, looked at, and put into use."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..backoffice.platform_web import PlatformWeb
from ..casefile.screened.refreshing import RefreshMeans, refresh_for_review
from ..constraints.catalogue import Catalogue
from ..constraints.local_layers.declarations import load_layers
from ..constraints.local_layers.local_choice import LocalChoice
from ..constraints.local_layers.local_layer import LocalLayer
from ..constraints.local_layers.opened_layer import open_file_layer
from ..constraints.platform.asker import Asker
from ..constraints.platform.authority import DISTRICT
from ..constraints.platform.platform_settings import settings_for
from ..constraints.platform.refresh_request import RefreshRequest
from ..domain.clock import Clock
from ..domain.errors import RedlineError
from ..domain.plain_lists import listed
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
    nothing could be done at all, a name of ``allow_fewer`` that is none of this refresh among it.
    """
    layers, others = _wanted(load_layers(folder), datasets)
    if not authority and (others or not layers):
        raise RedlineError(
            "Say whose data is wanted, with --authority: its name, reference or code. Without it only local layers are read."
        )
    fetched = (DISTRICT, *(others if datasets else (each.slug for each in Catalogue.load().constraints))) if authority else ()
    fewer = _may_shrink(allow_fewer, fetched, layers)
    request = RefreshRequest(folder, authority, others if datasets else None, fewer, afresh=afresh, from_files=bulk)
    settings = settings_for(address, files)
    web = PlatformWeb(settings)
    try:
        with output.progress("Refreshing") as progress:
            means = RefreshMeans(lambda: Asker(web, settings), transformer, clock, told=progress.told)
            review = refresh_for_review(request, LocalChoice(open_file_layer, layers), means, after.near_cases)
    finally:
        web.close()
    return tell_refreshed(folder, review, output, clock, after)


def _may_shrink(names: Sequence[str], fetched: Sequence[str], layers: Sequence[LocalLayer]) -> set[str]:
    """The slugs of the datasets that are named. Raises RedlineError for a name that is none of the refresh's: a slip would refuse in
    silence what somebody has looked at and allowed."""
    slugs = {slug: slug for slug in fetched} | {name: each.slug for each in layers for name in (each.name, each.slug)}
    for name in names:
        if name not in slugs:
            there = listed(list(dict.fromkeys(slugs.values())))
            raise RedlineError(f"This refresh has no dataset “{name}” to let shrink. It has {there}.")
    return {slugs[name] for name in names}


def _wanted(layers: Sequence[LocalLayer], datasets: Sequence[str]) -> tuple[list[LocalLayer], list[str]]:
    """The local layers that are named, by name or slug, and what else is; all of them where nothing is."""
    names = {each.name: each for each in layers} | {each.slug: each for each in layers}
    if not datasets:
        return list(layers), []
    return list({names[each].slug: names[each] for each in datasets if each in names}.values()), [
        each for each in datasets if each not in names
    ]
