"""Answers in comments: what counts as one, and what stays talk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.answers import read_answers


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ("When: June 2017", {"timeframe": "June 2017"}),
        ("when:June 2017", {"timeframe": "June 2017"}),
        ("**When:** June 2017", {"timeframe": "June 2017"}),
        ("`When: June 2017`", {"timeframe": "June 2017"}),
        ("- Lead: UN Women", {"lead": "UN Women"}),
        ("Hello all,\n\nWhen: June 2017\nLead: UNU\n\nBest, Anna", {"timeframe": "June 2017", "lead": "UNU"}),
        ("Quand : juin 2017\nResponsable : OIM", {"timeframe": "juin 2017", "lead": "OIM"}),
        ("Cuándo: junio de 2017\nEstado: en curso", {"timeframe": "junio de 2017", "status": "ongoing"}),
        ("Status: Done.", {"status": "completed"}),
        ("Status: dropped", {"status": "cancelled"}),
        ("Due: 15 June 2017", {"due": "2017-06-15"}),
        ("Due: June 2017", {"due": "2017-06-30"}),
        ("Due: 2017-06-15", {"due": "2017-06-15"}),
        ("Ask again: 1 September 2017", {"snooze_until": "2017-09-01"}),
        ("Ask again: September 2017", {"snooze_until": "2017-09-01"}),
        ("When: May 2017\nWhen: June 2017", {"timeframe": "June 2017"}),
        ("What: Launch: the plan", {"title": "Launch: the plan"}),
        ('"When: June 2017"', {"timeframe": "June 2017"}),
        ('"When: June 2017".', {"timeframe": "June 2017"}),
        ("“When: June 2017”", {"timeframe": "June 2017"}),
        ("«\u00a0Quand\u00a0: juin 2017\u00a0».", {"timeframe": "juin 2017"}),
        ("- 'Status: done'", {"status": "completed"}),
        ("‘Lead: UNU’\n„Due: June 2017“", {"lead": "UNU", "due": "2017-06-30"}),
        ('What: "Launch"', {"title": '"Launch"'}),
        ("Lead: UNU\n\n-----Original Message-----\nLead: who", {"lead": "UNU"}),
        ("Lead: UNU\n________________________________\nLead: who", {"lead": "UNU"}),
        ("Lead: UNU\n\n**From:** workplan <x@y>\n**Sent:** Monday\nLead: who", {"lead": "UNU"}),
        ("Lead: UNU\nDe : workplan\nEnvoyé : lundi 1 mai\nLead: who", {"lead": "UNU"}),
        ("From: the list I take\nLead: UNU", {"lead": "UNU"}),
        ("On Monday workplan wrote:\n> Lead: who\n\nLead: UNU", {"lead": "UNU"}),
    ],
)
def test_answers(body, values):
    """One `Word: value` a line, anywhere in the comment, in three languages."""
    found = read_answers(body)
    assert found is not None
    assert (found.values, found.unread) == (values, ())


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Thanks, will do in June.",
        "We don't know when: perhaps in June.",
        "When:",
        "> When: June 2017",
        "```\nWhen: June 2017\n```",
        "Fine with me.\n-- \nLead: my title in a signature",
        "Fine with me.\n\nVon: workplan\nSubject: Re: [1.1]\n\n    When: October 2017\n    Lead: who",
        "Whenever: June",
        "Where: Geneva",
        "Statsu: done",
        '"When: June 2017" is what I meant',
        'They said "When: June 2017"',
        '"When: June 2017',
        "« Quand : juin 2017",
        '"Lead: UNU" or "Lead: IOM"',
        '"We don\'t know"',
        '""',
    ],
)
def test_talk(body):
    """What is quoted, fenced, signed or merely said is no answer."""
    assert read_answers(body) is None


@pytest.mark.parametrize("line", ["Status: nearly", "Due: mid May", "Due: 2017", "Ask again: later"])
def test_not_certain(line):
    """A line that begins like an answer and says nothing certain is told back, and the others count."""
    found = read_answers(f"{line}\nLead: UNU")
    assert found is not None
    assert [told for _, told in found.unread] == [line]
    assert found.values == {"lead": "UNU"}


@given(st.text())
def test_any_text(body):
    """No text is an error."""
    read_answers(body)
