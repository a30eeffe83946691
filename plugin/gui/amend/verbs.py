"""What an officer can do to a red line, declared once: what it is called, its picture, what to do with the mouse."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class VerbSpecification:
    """``picture`` is an icon of QGIS ("mAction...") or of Redline; ``how`` says what to do next, "" for what is done at once."""

    name: str
    words: str
    picture: str
    hint: str
    how: str = ""


CORNERS = "corners"

#: Tools that stay in the hand until another is taken.
TOOLS = (
    VerbSpecification(
        CORNERS,
        "Move corners and edges",
        "mActionVertexToolActiveLayer",
        "Drag a corner or an edge; drag the cross in the middle of an edge, or double-click an edge, for a new corner; Delete removes one; "
        "with Shift an edge is pulled out at right angles",
        "Drag a corner or an edge. Double-click an edge for a new corner. Delete removes one, Esc gives it back.",
    ),
    VerbSpecification(
        "add",
        "Add land",
        "mActionAddPart",
        "Draw land that belongs to the site: a part of its own, or joined with what it meets",
        "Click round the land to add. Right-click or Enter ends it.",
    ),
    VerbSpecification(
        "cut",
        "Take land out",
        "mActionAddRing",
        "Draw land that does not belong to the site: a hole inside, or a piece cut from the edge",
        "Click round the land to take out. Right-click or Enter ends it.",
    ),
    VerbSpecification(
        "split",
        "Split",
        "mActionSplitFeatures",
        "Draw a line across the site, then choose the piece that goes",
        "Draw a line across, from outside to outside. Right-click or Enter ends it.",
    ),
    VerbSpecification(
        "reshape",
        "Reshape along a line",
        "mActionReshape",
        "Draw where a stretch of the line should run instead, from one place on it to another",
        "Draw the new stretch across the line, from one place on it to another. Right-click or Enter ends it.",
    ),
    VerbSpecification(
        "remove",
        "Remove a part, fill a hole",
        "mActionDeletePart",
        "Click a part to remove it, or a hole to make it part of the site again",
        "Click the part that is to go, or the hole that is to be filled.",
    ),
    VerbSpecification(
        "take_over",
        "Take over a shape",
        "mActionDuplicateFeature",
        "Use the selected feature of any layer, or one that you click: a parcel, a building",
        "Click a parcel, a building or any other shape on the map.",
    ),
    VerbSpecification(
        "snap",
        "Lay on a neighbour's line",
        "lay-on-line",
        "Click a neighbouring shape; where the red line runs within a distance of it, it is laid on its line",
        "Click the shape whose line the red line should follow.",
    ),
)

#: What is done at once, or asks for a figure.
ACTS = (
    VerbSpecification("merge", "Merge parts that meet", "mActionMergeFeatures", "Make one part of parts that meet or overlap"),
    VerbSpecification("offset", "Move the whole line", "mActionOffsetCurve", "Move the line outwards or inwards by a distance"),
    VerbSpecification("import", "Import from a file…", "mActionFileOpen", "Use a red line from a file: everything that Redline reads"),
    VerbSpecification("plan", "Plot from a plan…", "plan-over-map", "Lay a PDF or a scan over the map, and trace its line"),
)

#: The tool that lays a plan; it has its button beside the plan.
MATCH = VerbSpecification(
    "match",
    "Match places",
    "",
    "Drag places of the plan to where the map has them",
    "Press on a corner of the plan, and let go where the map has it. Do so with two to four, far apart.",
)

VERBS = {verb.name: verb for verb in (*TOOLS, *ACTS, MATCH)}
