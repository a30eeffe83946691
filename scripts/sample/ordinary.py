"""The rest of the post: applications of many types in every state that a back office knows."""

from __future__ import annotations

from collections.abc import Iterator

import shapely
import shapely.ops

from . import landscape
from .constraints import zone
from .drafts import Draft
from .finder import Finder
from .landscape import Landscape
from .shapes import several
from .town import Town

#: type, kind of plot, east, north, description, form, status
_ON_PLOTS = (
    ("pp.full.householder", "terrace", 4880, 2900, "Single storey side return extension", "show", "pending"),
    ("pp.full.householder", "semi-detached", 4250, 3450, "Hip to gable roof extension", "show", "not_started"),
    ("pa.part1.classA", "semi-detached", 5060, 1960, "Larger rear extension, 5.5 m deep", "show", "invalidated"),
    ("pa.part3.classMA", "shop", 4760, 2740, "Conversion of bank to four flats", "show", "assessment_in_progress"),
    ("listed", "shop", 5230, 2820, "New shop front and internal alterations", "show", "awaiting_determination"),
    ("pp.full.minor", "industrial", 6050, 2700, "Subdivision into six trade counters", "show", "in_committee"),
    ("advertConsent", "shop", 4900, 2780, "Fascia and projecting sign", "show", "to_be_reviewed"),
    ("ldc.existing", "detached", 4020, 3350, "Use of annexe as a separate home for ten years", "show", "determined"),
    ("pp.full.householder", "detached", 4900, 1760, "Replacement dwelling entrance and wall", "show", "returned"),
    ("wtt.notice", "terrace", 5090, 2820, "Reduce crown of holm oak by 2 m", "show", "withdrawn"),
    ("pp.full.householder", "terrace", 4640, 2520, "Roof terrace", "show", "closed"),
    ("pp.full.householder", "semi-detached", 4530, 2130, "Two storey rear extension", "postSubmission", "submission/undetermined"),
    ("ldc.proposed", "semi-detached", 4080, 2720, "Hard standing", "postSubmission", "validation/returned"),
    ("pa.part1.classA", "semi-detached", 5700, 3400, "Larger rear extension, 6 m deep", "postSubmission", "consultation/undetermined"),
    ("pp.full.householder", "detached", 5200, 1790, "Swimming pool building", "postSubmission", "assessment/determined"),
    ("pp.full.householder", "detached", 3900, 2950, "Raised terrace", "postSubmission", "assessment/withdrawn"),
    ("wtt.consent", "detached", 4420, 1960, "Fell one beech under a preservation order", "prototype", ""),
    ("advertConsent", "shop", 5380, 2870, "Hanging sign", "prototype", ""),
    ("ldc.existing", "semi-detached", 4100, 2120, "Rear dormer completed in 2020", "prototype", ""),
    ("preApp", "detached", 6350, 3250, "Advice on a replacement house", "preApplication", ""),
)  # fmt: skip


def drafts(ground: Landscape, town: Town, finder: Finder) -> Iterator[Draft]:
    """EPSG:27700; every state and form occurs."""
    for type_code, kind, east, north, description, form, status in _ON_PLOTS:
        plot = finder.plot(kind, east, north)
        yield Draft(type_code, description, plot.parcel, plot.address, form=form, status=status, plot=plot)
    row, site = several(finder, "terrace", 5130, 2380, 5)
    yield Draft(
        "pp.full.minor", "Replacement windows and doors to five houses", site, row, has_uprn=False, shows="Several plots in one red line."
    )
    estate = shapely.difference(zone(4130.0, 1700.0, 120.0), shapely.buffer(ground.built_up, 8.0))
    yield Draft(
        "pp.outline.some",
        "Up to 80 homes with access to Wethering Road",
        estate,
        "Land west of Curlew Avenue",
        has_uprn=False,
        shows="A field of several hectares.",
    )
    close = shapely.box(
        landscape.ORIGIN[0] + 2560.0, landscape.ORIGIN[1] + 1650.0, landscape.ORIGIN[0] + 2625.0, landscape.ORIGIN[1] + 1718.0
    )
    yield Draft("pp.outline.minor.all", "Up to six homes", close, "Land at Wethering", form="preApplication", has_uprn=False)
    street = next(road for road in town.roads if road.name == "Old Walls")
    line = shapely.LineString(shapely.get_coordinates(street.line))
    part = shapely.buffer(shapely.ops.substring(line, 0.1 * line.length, 0.3 * line.length), 8.5, cap_style="flat")
    part = shapely.simplify(part, 0.1)
    yield Draft(
        "pp.full.minor",
        "Cycle track and planting",
        part,
        "Old Walls",
        form="portal",
        has_uprn=False,
        quirk="national grid",
        shows="A whole street.",
    )
    moor = zone(2650.0, 4900.0, 90.0)
    yield Draft(
        "pp.full.major",
        "Solar farm",
        moor,
        "Land at Sallow Hills",
        form="geojson",
        has_uprn=False,
        shows="A bare GeoJSON file without any application about it.",
    )
