"""What an address says: read, left out, written again the same way."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.query import Query, Sort, read_query
from bot.views.rows import Mark
from tests.builders.plans import activity, area, output
from tests.builders.scenes import scene

QUERIES = st.builds(
    Query,
    area=st.text(max_size=5).map(str.strip),
    lead=st.text(max_size=9).map(str.strip),
    year=st.none() | st.integers(1, 9999),
    status=st.none() | st.sampled_from(Mark),
    late=st.booleans(),
    tbc=st.booleans(),
    soon=st.booleans(),
    q=st.text(max_size=20).map(lambda text: " ".join(text.split())),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 99),
    open=st.lists(st.text(min_size=1, max_size=4), unique=True, max_size=3).map(tuple),
    span=st.sampled_from(["", "2017", "2017-Q2"]),
    since=st.none() | st.dates(),
)


@given(QUERIES)
def test_an_address_says_all_of_it(query: Query) -> None:
    """What is mailed shows the same to others."""
    said = parse_qsl(query.address.removeprefix("?"), keep_blank_values=True)
    assert read_query(said) == query


def test_everything_has_the_shortest_address() -> None:
    """Nothing is said that holds anyway."""
    assert Query().address == ""
    assert Query(area="1", late=True).address == "?area=1&late=1"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("year", "soon"),
        ("year", "0"),
        ("year", "99999"),
        ("year", "²"),
        ("status", "nearly"),
        ("sort", "random"),
        ("page", "-1"),
        ("page", "9" * 400),
        ("since", "yesterday"),
        ("since", "2017-02-30"),
        ("since", "20170502"),
        ("late", "no"),
        ("unheard", "of"),
    ],
)
def test_what_no_page_knows_is_left_out(name: str, value: str) -> None:
    """Old and cut addresses still show something."""
    assert read_query([(name, value)]) == Query()


def test_filters_go_from_page_to_page_and_places_do_not() -> None:
    """The third page of one list is none of another."""
    query = Query(area="1", late=True, sort=Sort.DUE, page=3, span="2017", open=("1",))
    assert query.narrowing == Query(area="1", late=True)
    assert query.but(year=2017).page == 1


def test_folding_and_unfolding() -> None:
    """What was unfolded with all others is folded by folding them."""
    assert Query().unfolded("1").unfolded("2").folded("1").open == ("2",)
    assert Query(open=("all",)).folded("1").open == ()


def test_each_filter_admits_what_it_says() -> None:
    """Alone and together."""
    here = scene(
        area("1", "First", output("o", "Output", activity("a", "Train the trainers", due=date(2017, 5, 1)))),
        area("2", "Second", activity("b", "Draft", lead="IOM and UNU", timeframe="TBC")),
        area("3", "Third", activity("c", "Drafting", status="ongoing", due=date(2017, 6, 1))),
    )

    def found(**said: object) -> str:
        return "".join(row.id for row in here.admitted(Query(**said)))  # type: ignore[arg-type]

    assert found() == "abc"
    assert found(area="2") == "b"
    assert found(lead="UNU") == "b"
    assert found(year=2017) == "ac"
    assert found(status=Mark.ONGOING) == "c"
    assert found(late=True) == "a"
    assert found(soon=True) == "c"
    assert found(tbc=True) == "b"
    assert found(q="DRAFT") == "bc"
    assert found(q="the trainers train") == "a"
    assert found(q="draft", area="3") == "c"
    assert found(area="9") == ""


def test_what_is_done_is_no_open_point() -> None:
    """Its TBC waits for nobody."""
    assert scene(activity(timeframe="TBC", status="completed")).admitted(Query(tbc=True)) == ()
