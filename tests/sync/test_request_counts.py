"""What a run asks of a service, counted at the service: how little, and how fast at most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from mappings.plan import Plan
from sync.forges import github_reads, gitlab_reads
from sync.forges.service import ServiceTracker
from tests.builders.plans import activity, area, output, plan
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import BOT, GitHubRig, GitLabRig
from tests.builders.world import Died

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
Rig = GitHubRig | GitLabRig


class TightGitHub(GitHubRig):
    """The bot keeps to twenty creations in a minute and eighty in an hour; the server would take more."""

    windows = ((20, MINUTE), (80, HOUR))
    counted = ("label", "milestone", "issue")

    def bot(self, **more: Any) -> ServiceTracker:
        limits = github_reads.Limits(creations_per_minute=20, creations_per_hour=80)
        return super().bot(limits=limits, **more)


class TightGitLab(GitLabRig):
    """The bot keeps to twenty issues in a minute; the server would take more."""

    windows = ((20, MINUTE),)
    counted = ("issue",)

    def bot(self, **more: Any) -> ServiceTracker:
        return super().bot(limits=gitlab_reads.Limits(issues_per_minute=20), **more)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture(params=[GitHubRig, GitLabRig], ids=["github", "gitlab"])
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    with request.param() as opened:
        yield opened


@pytest.fixture(params=[TightGitHub, TightGitLab], ids=["github", "gitlab"])
def tight(request: pytest.FixtureRequest) -> Iterator[Any]:
    with request.param() as opened:
        yield opened


def whole(activities: int = 120) -> Plan:
    """One area; ten activities in each output."""
    outputs = [
        output(
            f"O{o}",
            f"Output {o}",
            *(activity(f"{o}.{n}", f"Activity {o}.{n}", lead="IOM", timeframe="2017") for n in range(10)),
            number=str(o),
        )
        for o in range(activities // 10)
    ]
    return plan(area("1", "Coordination", *outputs))


def asked(rig: Any) -> Counter[str]:
    return Counter(f"{one.request.verb} {one.status}" for one in rig.server.log)


def reads(rig: Any) -> int:
    return len(rig.server.requests("GET"))


def writes(rig: Any) -> list[str]:
    return [one.words for one in rig.server.log if one.request.verb != "GET"]


def rewrites(rig: Any) -> list[str]:
    """Writes that make nothing new: to what was there already."""
    made = re.compile(r"POST [^ ]*?/(issues|milestones|labels|boards|lists)")
    return [words for words in writes(rig) if not made.fullmatch(words) or "/issues/" in words]


def settled(world: RemoteWorld) -> RemoteWorld:
    """Mirrored, and read again since."""
    world.sync()
    world.sync()
    return world


def during(rig: Any, act: Callable[[], object]) -> Any:
    """What came in meanwhile is all that is counted."""
    rig.server.forget()
    act()
    return rig


def finish(world: RemoteWorld) -> None:
    """Run after run, until no time is up before the end."""
    while world.sync().stopped:
        pass


def most_within(moments: list[datetime], span: timedelta) -> int:
    return max(sum(start <= one < start + span for one in moments) for start in moments)


class TestFirstMirror:
    def test_each_thing_is_made_by_one_write(self, rig: Rig) -> None:
        """No write goes to what is there already: no label, milestone or issue is completed afterwards."""
        RemoteWorld(whole(), rig).sync()
        made = Counter(kind for _, kind in rig.server.creations(BOT))
        assert (made["milestone"], made["issue"]) == (12, 120)
        assert rewrites(rig) == []

    def test_it_reads_next_to_nothing(self, rig: Rig) -> None:
        """Who asks, which project, that it is empty: no item is read before or after it is made."""
        RemoteWorld(whole(), rig).sync()
        assert reads(rig) <= 15


class TestNothingToDo:
    def test_two_requests_that_cost_nothing(self, rig: Rig) -> None:
        """One for the issues and one for a page of milestones, both answered that nothing has changed."""
        world = settled(RemoteWorld(whole(), rig))
        for _ in range(3):
            assert asked(during(rig, world.sync)) == {"GET 304": 2}

    def test_more_milestones_cost_no_more(self, rig: Rig) -> None:
        """Of two pages one is looked at in each run, in turn."""
        world = settled(
            RemoteWorld(plan(area("1", "Many", *(output(f"O{n}", f"Output {n}") for n in range(120)))), rig)
        )
        paths = [during(rig, world.sync).server.log[-1].request.one("page", "1") for _ in range(4)]
        assert sorted(paths) == ["1", "1", "2", "2"]


class TestClosed:
    def close(self, world: RemoteWorld, number: int) -> None:
        world.now += HOUR
        world.rig.server.person("anna").close(number)
        during(world.rig, world.sync)

    def test_a_few_reads_and_no_write(self, rig: Rig) -> None:
        """A person closes an issue: its page, and the page of its milestone, are read again."""
        world = settled(RemoteWorld(whole(), rig))
        self.close(world, 7)
        self.close(world, 8)
        assert reads(rig) <= 3
        assert writes(rig) == []
        assert world.said("0.7", "status") == "completed"

    def test_the_first_change_after_the_mirror_costs_no_more(self, rig: Rig) -> None:
        """All were made within minutes, and were read since: they need not be read once more."""
        world = settled(RemoteWorld(whole(), rig))
        self.close(world, 7)
        assert reads(rig) <= 3


class TestFullReading:
    def test_a_hundred_issues_with_each_request(self, rig: Rig) -> None:
        """Of 10,000 all are known after a hundred pages; one more request is for what changed last."""
        rig.server.seed([{"title": f"Issue {n}"} for n in range(10_000)])
        assert len(rig.bot().listing().issues) == 10_000
        assert len(rig.server.requests("GET", r"/issues$")) <= 102
        assert reads(rig) <= 102 + 5  # who asks, which project, labels and milestones


class TestPace:
    def test_no_window_holds_more_than_is_allowed(self, tight: Any) -> None:
        """However many runs it takes: in any minute, and in any hour."""
        finish(RemoteWorld(whole(), tight))
        assert_paced(tight)

    def test_it_takes_no_longer_than_it_must(self, tight: Any) -> None:
        """The first window is used up at once, and the next one as soon as it begins."""
        RemoteWorld(whole(60), tight).sync()
        made = counted(tight)
        assert made[19] - made[0] == timedelta()
        assert made[-1] - made[0] < MINUTE * 1.05 * ((len(made) - 1) // 20)

    def test_the_next_process_keeps_it(self) -> None:
        """A run dies between two creations; another one takes over at once, and knows of them."""
        with TightGitHub() as tight:
            die_and_resume(tight)
            assert_paced(tight)
            assert whole_mirror(tight)

    def test_nothing_is_doubled_by_it(self, tight: Any) -> None:
        """What was made and not written down is found again."""
        die_and_resume(tight)
        assert whole_mirror(tight)

    def test_the_next_process_keeps_it_on_gitlab(self) -> None:
        """Where only issues count, those of an earlier process count, too."""
        with TightGitLab() as tight:
            die_and_resume(tight)
            assert_paced(tight)


def die_and_resume(rig: Any) -> None:
    world = RemoteWorld(whole(), rig)
    with pytest.raises(Died):
        world.sync(dies_at=101)
    world.now -= timedelta(minutes=15)
    finish(world)


def counted(rig: Any) -> list[datetime]:
    return [at for at, kind in rig.server.creations(BOT) if kind in rig.counted]


def assert_paced(rig: Any) -> None:
    for most, span in rig.windows:
        assert most_within(counted(rig), span) <= most


def whole_mirror(rig: Any) -> bool:
    made = Counter(kind for _, kind in rig.server.creations(BOT))
    return (made["milestone"], made["issue"]) == (12, 120)
