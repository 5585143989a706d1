"""The board over HTTP: pages that follow the plan, are drawn once, and say what is not there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import httpx
import pytest

from bot.app import usual_app
from bot.syncing import sync_plan
from bot.web.board import KEPT, Drawings, Drawn
from bot.web.boarding import named
from bot.web.links import PATHS
from sync.planemit import emit_plan
from tests.builders.pages import DAY, board_of, read_page
from tests.builders.plans import activity, area, output, plan

SMALL = plan(
    area(
        "1",
        "Coordination",
        output("o1", "Papers", activity("a1", "Draft it", due=date(2017, 5, 1), lead="IOM")),
        activity("a2", "Meet", timeframe="TBC"),
    )
)


def tag(answer: httpx.Response) -> str:
    return str(answer.headers["etag"])


@pytest.mark.parametrize("path", [*PATHS.values(), "milestones/o1", "milestones/1", "activities/a1"])
def test_every_page_is_there(tmp_path: Path, path: str) -> None:
    """For a plan that was never synced too."""
    with board_of(tmp_path, SMALL) as client:
        answer = client.get(f"/gmg/{path}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "Migration Group" in read_page(answer.text).text


def test_every_link_of_every_page_leads_somewhere(tmp_path: Path) -> None:
    """From the first page on, and none leads away from the board."""
    seen, waiting = set(), ["/"]
    with board_of(tmp_path, SMALL) as client:
        while waiting and len(seen) < 400:
            path = waiting.pop().split("#")[0]
            if not path or path in seen:
                continue
            seen.add(path)
            answer = client.get(path, follow_redirects=True)
            assert answer.status_code == 200, path
            if answer.headers["content-type"].startswith("text/html"):
                links = read_page(answer.text).links
                assert all(link.startswith(("/", "#")) for link in links)
                waiting += links
    assert {"/gmg/activities/a1", "/gmg/milestones/o1", "/gmg/timeline?open=1"} <= seen


def test_a_page_that_did_not_change_is_not_sent_again(tmp_path: Path) -> None:
    """Its tag stands for the plan, the day, the language and the address."""
    with board_of(tmp_path, SMALL) as client:
        first = client.get("/gmg/")
        again = client.get("/gmg/", headers={"If-None-Match": tag(first)})
        assert (again.status_code, again.content) == (304, b"")
        assert tag(again) == tag(first)
        assert client.get("/gmg/activities", headers={"If-None-Match": tag(first)}).status_code == 200


def test_a_page_follows_the_plan_file(tmp_path: Path) -> None:
    """At the next look, without a restart."""
    with board_of(tmp_path, SMALL) as client:
        first = client.get("/gmg/milestones/1")
        assert "ongoing 0" in read_page(first.text).text
        whole = plan(area("1", "Coordination", activity("a2", "Meet", status="ongoing")))
        (tmp_path / "plan.yaml").write_text(emit_plan(whole), encoding="utf-8")
        second = client.get("/gmg/milestones/1", headers={"If-None-Match": tag(first)})
        assert second.status_code == 200
        assert "ongoing 1" in read_page(second.text).text


def test_a_page_follows_the_syncs(tmp_path: Path) -> None:
    """When the last one was is told on each."""
    with board_of(tmp_path, SMALL) as client:
        assert "Not synced yet." in client.get("/gmg/").text
        sync_plan(usual_app(tmp_path, DAY))
        assert "Last sync:" in client.get("/gmg/").text


def test_while_the_plan_is_invalid_the_last_good_one_is_shown(tmp_path: Path) -> None:
    """With a banner on every page that says so, until it is mended."""
    with board_of(tmp_path, SMALL) as client:
        assert "Draft it" in client.get("/gmg/activities").text
        (tmp_path / "plan.yaml").write_text("schema: 1\nplan: {id: gmg, titel: x}\n", encoding="utf-8")
        answer = client.get("/gmg/activities")
        assert answer.status_code == 200
        assert "Draft it" in answer.text
        assert "can&#39;t be read at present (2 mistakes: workplan check tells them)" in answer.text
        (tmp_path / "plan.yaml").unlink()
        assert "What you see is how it stood before." in client.get("/gmg/").text
        (tmp_path / "plan.yaml").write_text(emit_plan(SMALL), encoding="utf-8")
        assert "how it stood before" not in client.get("/gmg/").text


def test_a_plan_that_could_never_be_read_is_told(tmp_path: Path) -> None:
    """A page, and not an error of the server."""
    (tmp_path / "plan.yaml").write_text("- not a plan\n", encoding="utf-8")
    with board_of(tmp_path) as client:
        answer = client.get("/plan/")
        assert answer.status_code == 200
        assert "workplan check tells them" in answer.text


@pytest.mark.parametrize(
    "path", ["activities/a9", "milestones/o9", "activities/%3Cscript%3E", "activities/" + "x" * 5000]
)
def test_an_unknown_id_is_told_with_those_like_it(tmp_path: Path, path: str) -> None:
    """And a way back."""
    with board_of(tmp_path, SMALL) as client:
        answer = client.get(f"/gmg/{path}")
        assert answer.status_code == 404
        page = read_page(answer.text)
        assert "No activity or output of this plan has the id" in page.text
        assert "script" not in page.tags
        assert "/gmg/" in page.links


def test_the_id_of_an_output_leads_to_it(tmp_path: Path) -> None:
    """Whoever types an id need not know what it is."""
    with board_of(tmp_path, SMALL) as client:
        answer = client.get("/gmg/activities/o1")
        assert (answer.status_code, answer.headers["location"]) == (303, "/gmg/milestones/o1")


def test_every_answer_is_guarded(tmp_path: Path) -> None:
    """Errors too: no script, nothing from elsewhere, in nobody's frame."""
    with board_of(tmp_path, SMALL) as client:
        for path in ("/gmg/", "/gmg/activities/a9", "/nowhere", "/style.css", "/"):
            headers = client.get(path).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "script" not in policy
            assert "unsafe" not in policy
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["x-frame-options"] == "DENY"


def test_pages_hold_no_script_and_no_style_of_their_own(tmp_path: Path) -> None:
    """The policy would not let them act; a page that needs them would be broken."""
    with board_of(tmp_path, SMALL) as client:
        for path in (*PATHS.values(), "timeline?open=all", "milestones/o1", "activities/a1"):
            page = read_page(client.get(f"/gmg/{path}").text)
            assert not {"script", "style", "iframe", "object", "embed"} & set(page.tags)
            assert not {name for name in page.attributes if name == "style" or name.startswith("on")}


def test_only_reading_is_possible_where_nobody_acts(tmp_path: Path) -> None:
    """Other methods are refused."""
    with board_of(tmp_path, SMALL) as client:
        assert client.delete("/gmg/").status_code == 405
        assert client.head("/gmg/").status_code == 200


def test_what_is_asked_for_packed_is_the_same(tmp_path: Path) -> None:
    """For browsers, which all ask so; and for programs that don't."""
    with board_of(tmp_path, SMALL) as client:
        packed = client.get("/gmg/", headers={"Accept-Encoding": "gzip"})
        plain = client.get("/gmg/", headers={"Accept-Encoding": "identity"})
        assert packed.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert packed.text == plain.text


def test_drawn_pages_are_kept_up_to_a_limit() -> None:
    """The one that was asked for longest ago goes first."""
    drawings = Drawings(most=100)
    for number in range(1, 5):
        drawings.put((number, "en", "", "", ""), Drawn(b"x" * 20, b"x" * 10, f"{number}"))
        drawings.get((1, "en", "", "", ""))
    assert [key[0] for key in drawings.held] == [3, 4, 1] or [key[0] for key in drawings.held] == [4, 3, 1]
    assert drawings.size <= 100 < KEPT


def test_several_plans_stand_beside_each_other(tmp_path: Path) -> None:
    """By their ids; two with the same id are told apart."""
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
        whole = SMALL.model_copy(update={"plan": SMALL.plan.model_copy(update={"id": name[:1]})})
        (tmp_path / name / "plan.yaml").write_text(emit_plan(whole), encoding="utf-8")
    apps = [usual_app(tmp_path / name, DAY) for name in ("one", "two", "three")]
    assert list(named(apps)) == ["o", "t", "t.2"]
