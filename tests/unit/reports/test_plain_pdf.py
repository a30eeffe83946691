"""A plain PDF: whole, searchable, with links, however long its words are."""

from __future__ import annotations

import re

from plugin.reports.plain_pdf import HEADING, TITLE, Line, plain_pdf


def shown(pdf: bytes) -> list[str]:
    return [bytes.fromhex(found).decode("cp1252") for found in re.findall(r"<([0-9a-f]*)> Tj", pdf.decode("latin-1"))]


def test_every_object_stands_where_the_table_says() -> None:
    pdf = plain_pdf("Letters", [Line("A title", TITLE), *(Line(f"Paragraph {number}") for number in range(200))])
    (start,) = (int(each) for each in re.findall(rb"startxref\n(\d+)", pdf))
    places = [int(each) for each in re.findall(rb"(\d{10}) 00000 n", pdf[start:])]

    assert pdf[start:].startswith(b"xref")
    assert all(pdf[place:].startswith(b"%d 0 obj" % number) for number, place in enumerate(places, start=1))
    assert pdf.count(b"/Type /Page ") == 5


def test_words_wider_than_the_page_are_broken_and_none_is_lost() -> None:
    word = "x" * 400
    assert "".join(line for line in shown(plain_pdf("T", [Line(word)])) if set(line) == {"x"}) == word


def test_lines_fit_between_the_margins_and_a_link_covers_its_words() -> None:
    pdf = plain_pdf("T", [Line("word " * 100), Line("Where", link="https://example.com/a")])
    assert max(map(len, shown(pdf))) < 120
    assert b"/URI <" + b"https://example.com/a".hex().encode() + b">" in pdf


def test_a_heading_takes_what_follows_it_to_the_next_page() -> None:
    pdf = plain_pdf("T", [*(Line(f"p{number}") for number in range(42)), Line("Head", HEADING), Line("after")])
    page = shown(pdf)
    assert page.index("Head") > page.index("T, page 1 of 2")


def test_characters_that_the_fonts_lack_lose_their_accent_or_stand_as_a_question_mark() -> None:
    assert shown(plain_pdf("T", [Line("ŵ é € 漢 \x07")]))[0] == "w é € ? "


def test_brackets_and_backslashes_are_letters_like_others() -> None:
    assert shown(plain_pdf("T", [Line("(a) \\ <b>")]))[0] == "(a) \\ <b>"
