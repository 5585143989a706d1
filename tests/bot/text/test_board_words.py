"""The board in three languages: nothing is missing, nothing is left in English, counts agree."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import httpx
import pytest

from bot.text.board_words import BOARDS, ENGLISH_BOARD, board_words, words_for
from bot.text.english.board import EnglishBoard
from bot.views.rows import Mark
from tests.builders.gold import gmg_plan
from tests.builders.pages import board_of, read_page

SAME = {"TBC", "Notes", "Pages", "Date", "Total", "Plans"}
"""Words that English shares with another language."""
SIGNS = ("colon", "semicolon")
PHRASES = sorted(
    name
    for name in dir(EnglishBoard)
    if not name.startswith("_") and isinstance(getattr(EnglishBoard, name), str) and name not in SIGNS
)
PAGES = ("", "milestones", "timeline?open=2", "deadlines", "open", "leads", "progress", "changes")
WORDS = "late|due|since|completed|missing|lead|leads|activities|shown|whole|confirmed|report"
ENGLISH = re.compile(rf"\b(?:{WORDS})\b", re.IGNORECASE)


@pytest.mark.parametrize("code", ["fr", "es"])
@pytest.mark.parametrize("phrase", PHRASES)
def test_every_phrase_is_translated(code: str, phrase: str) -> None:
    """Some words are the same in two languages."""
    ours, theirs = getattr(BOARDS[code], phrase), getattr(ENGLISH_BOARD, phrase)
    assert ours.strip()
    assert ours != theirs or theirs in SAME


@pytest.mark.parametrize(
    ("code", "due", "said"),
    [
        ("en", date(2017, 5, 14), "1 day late"),
        ("en", date(2016, 5, 15), "12 months late"),
        ("en", date(2014, 5, 15), "3 years late"),
        ("fr", date(2017, 5, 14), "1 jour de retard"),
        ("fr", date(2017, 4, 15), "4 semaines de retard"),
        ("es", date(2017, 5, 13), "2 días de retraso"),
        ("es", date(2016, 5, 15), "12 meses de retraso"),
    ],
)
def test_how_late(code: str, due: date, said: str) -> None:
    """In days at first, then in longer measures."""
    assert BOARDS[code].late_by(due, date(2017, 5, 15)) == said


@pytest.mark.parametrize(
    ("code", "one", "many"),
    [
        ("en", "1 activity: 1 completed", "3 activities: 2 completed, 1 no report"),
        ("fr", "1 activité\u00a0: 1 achevée", "3 activités\u00a0: 2 achevées, 1 sans compte rendu"),
        ("es", "1 actividad: 1 completada", "3 actividades: 2 completadas, 1 sin informe"),
    ],
)
def test_counts_agree(code: str, one: str, many: str) -> None:
    """With their nouns."""
    assert BOARDS[code].counts({Mark.COMPLETED: 1}, 1) == one
    assert BOARDS[code].counts({Mark.COMPLETED: 2, Mark.UNREPORTED: 1}, 3) == many


@pytest.mark.parametrize(
    ("start", "due", "french", "spanish"),
    [
        (date(2017, 3, 1), date(2017, 3, 31), "du 1er au 31 mars 2017", "del 1 al 31 de marzo de 2017"),
        (
            date(2017, 3, 1),
            date(2017, 4, 2),
            "du 1er mars au 2 avril 2017",
            "del 1 de marzo al 2 de abril de 2017",
        ),
        (date(2017, 1, 1), date(2017, 12, 31), "2017", "2017"),
        (date(2016, 1, 1), date(2018, 12, 31), "2016–2018", "2016–2018"),
        (None, date(2017, 3, 1), "jusqu’au 1er mars 2017", "hasta el 1 de marzo de 2017"),
        (date(2017, 3, 1), None, "à partir du 1er mars 2017", "desde el 1 de marzo de 2017"),
        (date(2017, 3, 1), date(2017, 3, 1), "1er mars 2017", "1 de marzo de 2017"),
        (None, None, "", ""),
    ],
)
def test_spans_of_days(start: date | None, due: date | None, french: str, spanish: str) -> None:
    """As people write them."""
    assert BOARDS["fr"].span(start, due) == french
    assert BOARDS["es"].span(start, due) == spanish


@pytest.mark.parametrize(
    ("accepted", "language", "code"),
    [
        ("fr-CH, fr;q=0.9, en;q=0.8", "en", "fr"),
        ("de-DE,de;q=0.9,es;q=0.5", "en", "es"),
        ("de", "fr", "fr"),
        ("", "es", "es"),
        ("*", "en", "en"),
        ("x" * 9000, "en", "en"),
    ],
)
def test_a_page_is_in_the_readers_language(accepted: str, language: str, code: str) -> None:
    """Else in the plan's."""
    assert words_for(accepted, language).code == code
    assert board_words("xx") is ENGLISH_BOARD


@pytest.mark.parametrize("code", ["fr", "es"])
def test_no_english_is_left_on_any_page(code: str, tmp_path: Path) -> None:
    """But for what the plan itself says."""
    client: httpx.Client
    with board_of(tmp_path, gmg_plan()) as client:
        for path in PAGES:
            html = client.get(f"/gmg/{path}", headers={"Accept-Language": code}).text
            ours = re.sub(r"<bdi>.*?</bdi>|<option.*?</option>|<title>.*?</title>", "", html, flags=re.S)
            assert f'<html lang="{code}">' in html
            assert ENGLISH.findall(read_page(ours).text) == [], path
