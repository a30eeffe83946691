"""Which columns of a council's layer of addresses hold the UPRN and the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...domain.errors import RedlineError
from ...domain.neighbour_sources import NeighbourSources

USUAL_UPRN = ("uprn", "uprn_no", "uprn_id", "blpu_uprn", "inspireid")
USUAL_ADDRESS = (
    "address", "full_address", "fulladdress", "single_line_address", "address_string", "addressline", "postal_address", "label", "name",
)  # fmt: skip


def address_columns(columns: Sequence[str], sources: NeighbourSources) -> tuple[str, list[str]]:
    """The column of UPRNs, "" for none, and those of the address, as ``sources`` names them or by the usual names.

    Raises RedlineError with the columns that there are.
    """
    there = {name.lower(): name for name in columns}
    asked = [name.strip() for name in sources.address.split(",") if name.strip()]
    for name in (sources.uprn, *asked):
        if name and name.lower() not in there:
            raise RedlineError(f"The layer of addresses has no column {name}; it has {', '.join(columns)}. Name one of them.")
    uprn = first_of(there, (sources.uprn.lower(),) if sources.uprn else USUAL_UPRN)
    words = [there[name.lower()] for name in asked] or [each for each in [first_of(there, USUAL_ADDRESS)] if each]
    if not uprn and not words:
        raise RedlineError(f"None of the columns of the layer of addresses is known to hold them: name one of {', '.join(columns)}.")
    return uprn, words


def first_of(there: Mapping[str, str], names: Sequence[str]) -> str:
    """The column that has the first of some names, which are in lower case; "" where none is there."""
    return next((there[name] for name in names if name in there), "")
