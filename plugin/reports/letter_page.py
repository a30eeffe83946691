"""The letter as a web page that needs nothing from outside: one file to send, to keep, to print."""

from __future__ import annotations

from html import escape

from .change_map.change_map import ADDED, OTHER_LAND, PRESENT, PROPOSED, REMOVED, change_map, simplified_words
from .change_map.surroundings import Surroundings
from .letter import Letter
from .web_page import web_page

_STYLE = """
body { font: 1rem/1.5 Arial, Helvetica, sans-serif; color: #0b0c0c; background: #fff; }
main { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.15rem; margin: 1.6em 0 .4em; }
p, ul { margin: .5em 0; } figure { margin: 1em 0; } svg.map { width: 100%; height: auto; border: 1px solid #0b0c0c; }
figcaption { font-size: .875rem; } table { border-collapse: collapse; width: 100%; } caption { text-align: left; font-weight: bold; }
th, td { text-align: left; padding: .3em .8em .3em 0; border-bottom: 1px solid #b1b4b6; vertical-align: top; }
th[scope=row] { font-weight: normal; width: 40%; } td.size { text-align: right; }
ul.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .4em 1.4em; } ul.legend li { display: flex; gap: .5em; }
ul.legend svg { width: 46px; height: 26px; } .sample { border: 2px solid #8a4b00; padding: .4em .8em; }
@media print { main { margin: 0; max-width: none; } h2, figure, table { break-inside: avoid; } }
"""
_LINE = '<path d="M2 13h42" {}/>'
_LAND = '<rect width="46" height="26" {}/>'
_SAMPLE = "SAMPLE: a fictional place. This letter is nobody's, and was sent to nobody."


def letter_page(letter: Letter, surroundings: Surroundings | None = None) -> str:
    """A whole HTML document; every word from outside is escaped, and nothing in it is fetched from anywhere."""
    body = letter_body(letter, _figure(letter, surroundings or Surroundings()))
    return web_page(letter.subject, _STYLE, body)


def letter_body(letter: Letter, figure: str) -> str:
    """The letter as HTML with headings, lists and tables only; ``figure`` is the map, as HTML that is safe already."""
    sender = " · ".join(part for part in (letter.writer.authority, "Planning") if part)
    parts = [
        f'<p class="sample"><strong>{_SAMPLE}</strong></p>' if letter.writer.sample else "",
        f"<p>{escape(sender)}<br>{escape(letter.day)}</p>",
        f"<p>{'<br>'.join(escape(line) for line in letter.recipient)}</p>" if letter.recipient else "",
        f"<h1>{escape(letter.subject)}</h1>",
        _table("Your application", letter.facts),
        f"<p>{escape(letter.greeting)}</p>",
        "<h2>Why the boundary has to change</h2>",
        *(f"<p>{escape(line)}</p>" for line in letter.reason),
        "<h2>What would change</h2>",
        _list(letter.changes),
        figure,
        _table("The figures", letter.figures, "size"),
        f"<p>{escape(letter.accuracy)}</p>" if letter.accuracy else "",
        "<h2>What we ask of you</h2>",
        *(f"<p>{escape(line)}</p>" for line in letter.asks),
        "<h2>How to reply</h2>",
        *(f"<p>{escape(line)}</p>" for line in letter.replies),
        f"<p>{escape(letter.writer.officer)}<br>Planning officer</p>",
    ]
    return "\n".join(part for part in parts if part)


def _figure(letter: Letter, surroundings: Surroundings) -> str:
    there = letter.present is not None and letter.change is not None
    title = "Map of your present boundary and the proposed boundary" if there else "Map of the proposed boundary"
    svg = change_map(letter.present, letter.proposed, letter.change, surroundings, title, letter.map_words, letter.other_land)
    signs = [(_LINE.format(PROPOSED), f"Proposed boundary{f' (version {letter.number})' if letter.number else ''}")]
    if letter.other_land is not None:
        signs.append((_LINE.format(OTHER_LAND), "Other land of the applicant"))
    if letter.change is not None:
        signs.insert(0, (_LINE.format(PRESENT), "Present boundary"))
        signs += [(_LAND.format(ADDED), "Land added")] if not letter.change.added.is_empty else []
        signs += [(_LAND.format(REMOVED), "Land taken away")] if not letter.change.removed.is_empty else []
    legend = "".join(f'<li><svg viewBox="0 0 46 26" aria-hidden="true">{sign}</svg>{escape(name)}</li>' for sign, name in signs)
    around = f" The ground around: {surroundings.attribution}." if surroundings.attribution else ""
    caption = f"{'Both boundaries are' if there else 'The boundary is'} drawn to one scale. North is at the top."
    caption = " ".join(filter(None, [caption, simplified_words(letter.present, letter.proposed, letter.change)])) + around
    return f'<figure>{svg}<ul class="legend">{legend}</ul><figcaption>{escape(caption)}</figcaption></figure>'


def _table(caption: str, rows: tuple[tuple[str, str], ...], kind: str = "") -> str:
    if not rows:
        return ""
    cell = f'<td class="{kind}">' if kind else "<td>"
    body = "".join(f'<tr><th scope="row">{escape(name)}</th>{cell}{escape(value)}</td></tr>' for name, value in rows)
    return f"<table><caption>{caption}</caption><tbody>{body}</tbody></table>"


def _list(sentences: tuple[str, ...]) -> str:
    return f"<ul>{''.join(f'<li>{escape(sentence)}</li>' for sentence in sentences)}</ul>"
