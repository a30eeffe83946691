"""What the Site panel says of a red line; plain text, no markup, no Qt."""

from __future__ import annotations

from ...domain.plain_figures import area_words
from ...domain.reading import Proposal, SiteReading
from ...reports.accuracy_words import accuracy_words
from ...reports.plain_text import plain_text
from ...reports.wording import crs_words


def area_line(reading: SiteReading) -> str:
    """The reported figure with what it can't tell apart: "5,012 m², give or take 25 m²"."""
    if reading.boundary is None:
        return "none: the red line can't be used as it is"
    line = area_words(reading.boundary.area_m2)
    return f"{line}, give or take {area_words(reading.areas.uncertainty)}" if reading.areas is not None else line


def area_methods(reading: SiteReading) -> str:
    """The other methods in use, for the officer who is asked why another tool says something else."""
    areas = reading.areas
    if areas is None:
        return ""
    return (
        f"On the British National Grid (reported): {area_words(areas.planar)}\n"
        f"On the ellipsoid: {area_words(areas.ellipsoidal)}\n"
        f"As PlanX and BOPS draw it: {area_words(areas.spherical)}"
    )


def declared_line(reading: SiteReading) -> str:
    """What the applicant declared and how far the line is from it."""
    declared = reading.areas.declared if reading.areas is not None else None
    if declared is None and reading.application is not None:
        declared = reading.application.declared_area_m2
    if declared is None:
        return "none given"
    if reading.boundary is None or declared <= 0:
        return area_words(declared) if declared > 0 else "0 m²"
    percent = 100 * (reading.boundary.area_m2 - declared) / declared
    if abs(percent) < 0.05:
        return f"{area_words(declared)}, the same as the line"
    return f"{area_words(declared)}; the line is {abs(percent):.1f} % {'larger' if percent > 0 else 'smaller'}"


def shape_line(reading: SiteReading, version: str) -> str:
    """Version, parts and holes."""
    if reading.boundary is None:
        return reading.found
    parts = len(reading.boundary.polygons)
    holes = reading.boundary.hole_count
    return f"{version}; {_number(parts, 'part')}, {_number(holes, 'hole') if holes else 'no holes'}"


def position_line(reading: SiteReading) -> str:
    """Which coordinates came in, by which operation they were brought over, and what that is worth."""
    if reading.boundary is None:
        return "not known"
    accuracy = reading.boundary.accuracy
    if accuracy.metres == 0:
        return f"{crs_words(reading.boundary.crs.value)}, as supplied"
    worth = "accuracy not known" if accuracy.metres is None else f"about {accuracy.metres:g} m"
    grid = "OSTN15" if accuracy.grid and "OSTN15" in accuracy.grid else (accuracy.grid or "no grid")
    return f"{crs_words(reading.boundary.crs.value).split(' (')[0]} with {grid}, {worth}"


def position_details(reading: SiteReading) -> str:
    """The whole name of the operation, for who wants to know."""
    return accuracy_words(reading.boundary.accuracy) if reading.boundary is not None else ""


def proposal_line(proposal: Proposal) -> str:
    """The offer, with the area before and after."""
    before = "no usable area" if proposal.area_before_m2 is None else area_words(proposal.area_before_m2)
    return f"{plain_text(proposal.message)}\nArea before: {before}. After: {area_words(proposal.area_after_m2)}."


def site_title(reading: SiteReading) -> str:
    """How a site stands in a list: its name, which is the reference where there is one, and the address."""
    address = plain_text(reading.application.address.text) if reading.application is not None else ""
    return f"{plain_text(reading.site)}  {address}".strip()


def own_reference(reading: SiteReading) -> str:
    """The reference inside the document where the site is called otherwise, "" where the two are one."""
    reference = plain_text(reading.application.reference) if reading.application is not None else ""
    return reference if reference and reference != reading.site and not reading.site.startswith(f"{reference} (") else ""


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count:,} {word}s"
