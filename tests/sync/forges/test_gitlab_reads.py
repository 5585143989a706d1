"""GitLab is read in few requests, whole, at its own pace, wherever the project stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from mappings.issue import IssueDraft, IssuePatch, MilestoneDraft, State
from sync.errors import Invalid, Limited, Rejected, Unavailable
from sync.forges.gitlab import limited
from sync.forges.gitlab_reads import GitLabReads, Limits, budgets, costs
from sync.forges.line import Answer, Ask, Line
from sync.forges.pace import Pace
from sync.ports import Role
from tests.builders.rigs import ANNA, BOT, PLAN, RITA, GitLabRig
from tests.servers.gitlab import GitLabServer
from tests.servers.simtime import START, SimulatedTime
from tests.servers.wire import FaultKind, Response


@pytest.fixture
def rig() -> Iterator[GitLabRig]:
    with GitLabRig() as opened:
        opened.server.person(ANNA).create_issue("Hers")
        yield opened


def fill(rig: GitLabRig, count: int) -> None:
    rig.server.seed({"title": f"Old {number}", "labels": ["tbc"]} for number in range(count))


class TestLists:
    def test_a_quiet_look_asks_twice(self, rig):
        """Unchanged issues and milestones, which the library takes for an error; no write to the state."""
        fill(rig, 120)
        first = rig.bot().listing()
        rig.server.forget()
        writes = rig.shelf.writes
        assert rig.bot().listing() == first
        assert [one.status for one in rig.server.log] == [304, 304]
        assert rig.shelf.writes == writes

    @pytest.mark.parametrize("keyset", [True, False])
    def test_a_sweep_reads_them_all(self, rig, keyset):
        """By cursor beyond where pages by number end; an older server has no cursors, and no such end."""
        fill(rig, 349)
        rig.server.keyset, rig.server.limits.offset = keyset, 200
        assert len(rig.bot().listing().issues) == 350
        asked = rig.server.requests("GET", "/issues$")
        assert any(one.request.one("cursor") for one in asked) is keyset
        assert {one.status for one in asked} == {200}

    def test_pages_by_number_are_begun_anew_where_they_end(self):
        """At 50,000, from the time of the last one seen: none is left out."""
        server = EndlessPages(50_150)
        pace = Pace(budgets(Limits(10**9)), SimulatedTime(), server.refuse, timedelta(hours=1))
        reads = GitLabReads(Line("GitLab", server.send, pace, costs, limited), PLAN)
        seen = {number for batch in reads.by_creation() for number in batch.gone}
        assert seen == set(range(50_150))
        assert server.furthest <= 50_000

    @pytest.mark.parametrize("seconds", [0, 1])
    def test_many_changes_are_read_on(self, rig, seconds):
        """All of them, also where more than two pages share one moment."""
        fill(rig, 259)
        rig.advance(hours=1)
        rig.bot().listing()
        rig.advance(hours=1)
        for number in range(1, 241):
            rig.advance(seconds=seconds)
            rig.server.person(ANNA).retitle(number, "New")
        assert [one.title for one in rig.bot().listing().issues].count("New") == 240

    def test_totals_are_not_needed(self, rig):
        """Above ten thousand rows nothing says how many there are."""
        fill(rig, 150)
        rig.server.limits.counted_rows = 20
        assert len(rig.bot().listing().issues) == 151

    def test_a_duplicate_is_told_as_one(self, rig):
        """The only reason that the service knows."""
        rig.server.person(ANNA).create_issue("Twin")
        rig.server.person(ANNA).close_as_duplicate(2, 1)
        closed = rig.bot().listing().issues[1]
        assert (closed.state, closed.reason) == (State.CLOSED, "duplicate")

    def test_milestones_go_by_the_number_that_they_are_asked_for_by(self, rig):
        """Not by the one that people see; those of groups are not listed, and what has one says so."""
        goal = rig.bot().create_milestone(MilestoneDraft("Papers", ""))
        assert goal.url.endswith("/-/milestones/1")
        assert goal.number != 1
        shared = rig.server.add_group_milestone("gmg", "Shared")
        rig.server.person(ANNA).move(1, "Shared")
        listing = rig.bot().listing()
        assert [one.number for one in listing.milestones] == [goal.number]
        assert listing.issues[0].milestone == shared.id

    def test_roles_come_from_groups_too(self, rig):
        """The highest counts; a name that only begins alike is another."""
        rig.server.add_user("annabel", token="annabel")
        rig.server.set_role("annabel", "gmg", "guest")
        rig.server.set_role(RITA, "gmg", "owner")
        bot = rig.bot()
        assert [bot.role(name) for name in ("annabel", RITA, "ann")] == [Role.READ, Role.WRITE, Role.NONE]


class EndlessPages:
    """An older server's list of so many moved issues, one made a second; it tells how far it was read."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.furthest = 0

    def send(self, ask: Ask) -> Answer:
        after = str(ask.params.get("created_after", START.isoformat()))
        page, start = 1, (datetime.fromisoformat(after) - START).seconds
        if "?" in ask.path:
            page, start = map(int, ask.path.partition("?")[2].split("&"))
        self.furthest = max(self.furthest, page * 100)
        first = start + (page - 1) * 100
        rows = [row(number) for number in range(first, min(first + 100, self.count))]
        more = f'<{START}?{page + 1}&{start}>; rel="next"' if first + 100 < self.count else ""
        return Answer(200, {"link": more}, rows)

    def refuse(self, seconds: float) -> None:
        raise AssertionError(f"nothing is to be waited for, and {seconds} were")


def row(number: int) -> dict[str, object]:
    at = (START + timedelta(seconds=number)).isoformat()
    return {"iid": number, "created_at": at, "updated_at": at, "moved_to_id": 1}


class TestWhere:
    def test_a_project_in_subgroups(self):
        """Its path is one part of the address; its number does as well."""
        with GitLabRig("gmg/secretariat/work-plan") as rig:
            rig.bot().create_issue(IssueDraft("One", ""))
            for project in ("gmg/secretariat/work-plan", str(rig.project.id)):
                bot = rig.bot(project=project, shelf=rig.shelf_of(project))
                assert [one.title for one in bot.listing().issues] == ["One"]
                assert bot.place == f"{rig.server.base_url} {rig.project.id}"
                assert bot.name.endswith("gmg/secretariat/work-plan")

    @pytest.mark.parametrize("known", [True, False])
    def test_a_renamed_project_is_asked_by_its_number(self, rig, known):
        """Writes to an old path are refused, and the library raises on redirects."""
        if known:
            rig.bot().listing()
        rig.server.move_project(rig.project, "gmg/plan-2017")
        bot = rig.bot()
        bot.edit_issue(1, IssuePatch(title="New"))
        bot.create_issue(IssueDraft("One", ""))
        assert [one.title for one in bot.listing().issues] == ["New", "One"]

    def test_a_server_below_a_path(self):
        """Its addresses begin with it, those of next pages too."""
        with GitLabRig(prefix="/git") as rig:
            rig.server.keyset = False
            fill(rig, 150)
            rig.bot().create_issue(IssueDraft("Ours", "", ("a/b",)))
            assert rig.bot().edit_issue(151, IssuePatch(remove_labels=("a/b",))).labels == ()
            assert len(rig.bot().listing().issues) == 151

    def test_a_project_nobody_can_see(self, rig):
        """It can't be told from none."""
        with pytest.raises(Invalid, match=f"no project gmg/none on this GitLab that {BOT} can see"):
            rig.bot(project="gmg/none").listing()


class TestLimits:
    @pytest.mark.parametrize("retry_after", [True, False])
    def test_too_many_creations_were_not_begun(self, rig, retry_after):
        """With a time or without; the same is asked again and made once."""
        limits = rig.server.limits
        limits.issues, limits.notes, limits.retry_after = 3, 3, retry_after
        bot = rig.bot()
        for make in (
            lambda number: bot.create_issue(IssueDraft(f"Ours {number}", "")),
            lambda number: bot.add_comment(1, f"Hello {number}"),
        ):
            made = refused = 0
            while made < 5:
                bot.await_turn()
                try:
                    make(made)
                    made += 1
                except Limited:
                    refused += 1
            assert refused >= 1
        assert len(rig.bot().listing().issues) == 6
        assert len(rig.bot().comments(1)) == 5

    def test_too_many_requests_wait(self, rig):
        """They are refused in plain text, which is no page of a proxy."""
        bot = rig.bot()
        bot.listing()
        rig.server.limits.requests = 3
        begun = rig.time.at
        for _ in range(6):
            bot.label("tbc")
        assert timedelta(seconds=60) <= rig.time.at - begun <= timedelta(seconds=125)

    def test_the_wait_that_is_named_is_kept(self, rig):
        """No shorter, and no longer than that."""
        begun = rig.time.at
        refusal = Response(429, b"Retry later\n", {"Retry-After": "7", "Content-Type": "text/plain"})
        rig.server.fail(FaultKind.REPLY, "GET", "/issues$", response=refusal)
        rig.bot().listing()
        assert timedelta(seconds=7) <= rig.time.at - begun < timedelta(seconds=8)

    def test_too_long_a_wait_ends_the_run(self, rig):
        """It says when it will go on."""
        rig.server.limits.requests = 1
        with pytest.raises(Unavailable, match=r"takes no more requests until 09:01 \(UTC\)"):
            rig.bot(longest_wait=timedelta(seconds=10)).listing()

    def test_our_own_pace_keeps_within_them(self, rig):
        """None is refused."""
        rig.server.limits.notes = 60
        bot = rig.bot()
        for number in range(70):
            bot.add_comment(1, str(number))
        assert {one.status for one in rig.server.log} <= {200, 201}
        assert rig.bot().forecast(1000) >= timedelta(minutes=4)


@pytest.mark.parametrize("kind", [FaultKind.DROP_BEFORE, FaultKind.CUT, FaultKind.HTML])
def test_a_read_is_asked_again(rig, kind):
    """Dropped, cut off, or a page of a proxy."""
    rig.server.fail(kind, "GET", times=2)
    assert len(rig.bot().listing().issues) == 1


def test_a_page_of_a_proxy_makes_no_issue(rig):
    """Nor is it one."""
    bot = rig.bot()
    bot.project()
    rig.server.fail(FaultKind.HTML, "POST")
    with pytest.raises(Unavailable):
        bot.create_issue(IssueDraft("Ours", ""))


class TestWhereItIs:
    def test_the_token_goes_to_no_other_host(self, rig):
        """A redirect is told, not followed with what is secret."""
        with GitLabServer() as other:
            elsewhere = Response(301, None, {"Location": f"{other.base_url}/api/v4/user"})
            rig.server.fail(FaultKind.REPLY, path="/user$", times=9, response=elsewhere)
            with pytest.raises((Invalid, Rejected, Unavailable)):
                rig.bot().listing()
            assert other.requests() == []

    def test_pages_that_name_another_host_are_asked_of_ours(self, rig):
        """A server behind a proxy calls itself by a name of its own."""
        rig.server.seed([{"title": f"Issue {n}"} for n in range(150)])
        real = rig.server.answer

        def renamed(request):
            answer = real(request)
            link = answer.headers.get("Link", "")
            headers = {**answer.headers, "Link": link.replace(rig.server.url, "https://inside.example.org")}
            return Response(answer.status, answer.body, headers)

        rig.server.answer = renamed
        assert len(rig.bot().listing().issues) == 151

    def test_an_old_server_refuses_the_keyset(self, rig):
        """It is asked without it."""
        rig.server.seed([{"title": "One"}])
        real = rig.server.answer

        def refusing(request):
            if request.one("pagination") == "keyset":
                return Response(405, {"error": "Keyset pagination is not yet available for this type"})
            return real(request)

        rig.server.answer = refusing
        assert len(rig.bot().listing().issues) == 2

    def test_a_page_of_a_proxy_is_no_answer(self, rig):
        """Whatever status it has: nothing is gone because of it."""
        page = Response(404, b"<html>Not here</html>", {"Content-Type": "text/html"})
        rig.server.fail(FaultKind.REPLY, path="/issues$", times=99, response=page)
        with pytest.raises(Unavailable):
            rig.bot().listing()
