"""Leads split into parties, and the names that must stay whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mappings.parties import split_parties

GOLD = Path(__file__).parents[1] / "gold"
LEADS = json.loads((GOLD / "gmg-2016-2018.readings.json").read_text(encoding="utf-8"))["leads"]
STREAMS = [
    stream
    for group in json.loads((GOLD / "unnm-2022-2024.json").read_text(encoding="utf-8"))["groups"]
    for stream in group["workstreams"]
]


@pytest.mark.parametrize("text", LEADS)
def test_gold(text: str) -> None:
    """Every lead of the first sample plan names whom a careful person found in it."""
    assert list(split_parties(text)) == LEADS[text]


@pytest.mark.parametrize("leads", [stream["co_leads"] for stream in STREAMS], ids=lambda leads: leads[0])
def test_gold_lists(leads: list[str]) -> None:
    """The co-leads of the second sample plan, printed as a list with commas, are found one by one."""
    assert list(split_parties(", ".join(leads))) == leads


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("IOM/UNDP", ("IOM", "UNDP")),
        ("IOM / UNDP / ILO", ("IOM", "UNDP", "ILO")),
        ("IOM & UNDP", ("IOM", "UNDP")),
        ("IOM and/or UNDP", ("IOM", "UNDP")),
        ("IOM; UNDP", ("IOM", "UNDP")),
        ("IOM\nUNDP", ("IOM", "UNDP")),
        ("- IOM\n- UNDP", ("IOM", "UNDP")),
        ("IOM, UNDP, and UNHCR", ("IOM", "UNDP", "UNHCR")),
        ("IOM and the World Bank", ("IOM", "World Bank")),
        ("World Bank and IOM", ("World Bank", "IOM")),
        ("OIM et OIT", ("OIM", "OIT")),
        ("OIM, OIT y ACNUR", ("OIM", "OIT", "ACNUR")),
        ("IOM in collaboration with UNDP", ("IOM", "UNDP")),
        ("IOM, with support from the World Bank", ("IOM", "World Bank")),
        ("OIM en collaboration avec OIT", ("OIM", "OIT")),
        ("Kenya, Morocco and Germany", ("Kenya", "Morocco", "Germany")),
        ("Ministry of Labour and IOM", ("Ministry of Labour", "IOM")),
        ("Ministry of Labour, UNDP", ("Ministry of Labour", "UNDP")),
        ("Ministry of Labour, Ministry of Health", ("Ministry of Labour", "Ministry of Health")),
        ("Office on Drugs and Crime (UNODC) and IOM", ("Office on Drugs and Crime (UNODC)", "IOM")),
        ("UN Women and Ministry of Labour", ("UN Women", "Ministry of Labour")),
        ("Platform of Kenya, Uganda; ILO", ("Platform of Kenya, Uganda", "ILO")),
        ("Alianza Americas, PICUM; ILO", ("Alianza Americas, PICUM", "ILO")),
        ("IOM, IOM", ("IOM",)),
        ("IOM (TBC)", ("IOM",)),
        ("IOM, TBC", ("IOM",)),
    ],
)
def test_separates(text: str, parties: tuple[str, ...]) -> None:
    """Line feeds, semicolons, commas, slashes between acronyms and joining words part two parties."""
    assert split_parties(text) == parties


@pytest.mark.parametrize(
    "text",
    [
        "UN Women",
        "Department of Economic and Social Affairs",
        "UN Economic and Social Council",
        "Food and Agriculture Organization (FAO)",
        "Office on Drugs and Crime (UNODC)",
        "Ministry of Labour, Employment and Social Security",
        "Working Group on Data and Research co-Chairs",
        "GMG agencies co-organizing preparatory events and submissions",
        "WG on SDGs and NCDs",
        "Morocco and Germany",
        "Chair (UNU, IOM and UNDP)",
        "Team (IOM; UNDP)",
        "UN/DESA",
        "WG/TF co-Chairs",
        "M&E unit",
        "Gender+ Migration Hub",
        "Global Research Forum on Diaspora & Transnationalism",
        "ITC-ILO",
        "Ministère de la Santé et de la Famille",
        "Trade and Development Board",
        "Ministry of Labour, Kenya",
    ],
)
def test_stays_whole(text: str) -> None:
    """A name that merely holds "and", a comma or a slash is one party, verbatim."""
    assert split_parties(text) == (text,)


@pytest.mark.parametrize(
    "text", [None, "", "  ", "TBC", "tbc.", "(TBC)", "TBD", "To be confirmed", "-", "–", "…"]
)
def test_nobody(text: str | None) -> None:
    """No text, an open value or a mere dash names nobody."""
    assert split_parties(text) == ()


def test_unclosed_bracket_protects_nothing() -> None:
    """A bracket that is never closed doesn't swallow the parties after it."""
    assert split_parties("IOM (lead, UNDP, ILO") == ("IOM (lead", "UNDP", "ILO")


@given(
    st.lists(
        st.sampled_from(["IOM", "UN Women", " and ", ", ", "; ", "\n", "(", ")", "/", "of ", "TBC", "x"])
    )
)
@settings(max_examples=200)
def test_invents_no_letter(words: list[str]) -> None:
    """Whatever the text, every party stands in it, once, and no party is empty."""
    text = "".join(words)
    parties = split_parties(text)
    assert all(party.strip() == party != "" and party in text for party in parties)
    assert len(set(parties)) == len(parties)
