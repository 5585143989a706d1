"""GitHub is read in few requests, at its own pace, by whatever way one gets in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from mappings.issue import IssueDraft, IssuePatch, MilestoneDraft, State
from sync.errors import Invalid, Limited, Unavailable
from sync.forges import github
from sync.ports import Role
from tests.builders.rigs import ANNA, PLAN, RITA, GitHubRig
from tests.servers.github_limits import Limits
from tests.servers.wire import FaultKind, Response


@pytest.fixture
def rig() -> Iterator[GitHubRig]:
    with GitHubRig() as opened:
        opened.server.person(ANNA).create_issue("Hers")
        yield opened


def fill(rig: GitHubRig, count: int) -> None:
    rig.server.seed(
        {"title": f"Old {number}", "labels": ["tbc"], "assignees": [ANNA]} for number in range(count)
    )


class TestLists:
    def test_they_are_read_as_they_come(self, rig):
        """The library asks once more for each issue that is touched in a list."""
        fill(rig, 229)
        assert len(rig.bot().listing().issues) == 230
        assert len(rig.server.requests("GET", "/issues$")) == 4
        assert len(rig.server.log) == 8  # who, where; newest, three pages; milestones, labels

    def test_long_ones_are_read_by_cursor(self, rig):
        """Above a thousand the links name a place, no page, and nothing says how many there are."""
        fill(rig, 1100)
        assert len(rig.bot().listing().issues) == 1101
        assert any(one.request.one("after") for one in rig.server.requests("GET", "/issues$"))

    def test_a_304_tells_no_next_page(self, rig):
        """Its Link is missing; what followed is still there."""
        fill(rig, 150)
        first = rig.bot().listing()
        assert rig.bot().listing() == first
        assert rig.server.log[-2].status == 304

    def test_one_version_of_the_api_is_asked_for(self, rig):
        """A later one drops fields."""
        rig.bot().listing()
        asked = {one.request.headers.get("x-github-api-version") for one in rig.server.log}
        assert asked == {"2022-11-28"}

    def test_who_closed_it_need_not_be_in_lists(self, rig):
        """It is in the answer to a single read."""
        rig.server.closed_by_in_lists = False
        rig.server.person(ANNA).close(1)
        assert rig.bot().listing().issues[0].state is State.CLOSED
        assert rig.bot().issue(1).closed_by == ANNA

    def test_line_ends_of_a_browser_are_plain_ones(self, rig):
        """What a person saved unchanged is unchanged."""
        text = "<!-- workplan: gmg 2017-1-1.1 -->\nText\n<!-- /workplan -->"
        made = rig.bot().create_issue(IssueDraft("Ours", text))
        rig.server.crlf = True
        rig.server.person(ANNA).edit_body(2, text)
        assert rig.bot().issue(2).version == made.version
        rig.server.person(ANNA).comment(2, "When:\nJune")
        assert rig.bot().comments(2)[0].body == "When:\nJune"

    def test_only_the_day_of_a_due_date_is_read(self, rig):
        """It is told as midnight in California, an hour earlier in summer."""
        for day in (date(2017, 1, 31), date(2017, 7, 31)):
            rig.server.person(ANNA).create_milestone(f"Due {day}", due=day)
        assert [one.due for one in rig.bot().listing().milestones] == [date(2017, 1, 31), date(2017, 7, 31)]

    def test_a_receipt_is_ours(self, rig):
        """The list counts everybody's."""
        comment = rig.server.person(ANNA).comment(1, "When: June")
        rig.server.person("ben").react(comment)
        (read,) = rig.bot().comments(1)
        assert read.heard
        assert not rig.bot().has_receipt(read)

    def test_roles_are_asked_once(self, rig):
        """And not told to who may not write."""
        bot = rig.bot()
        assert [bot.role(RITA), bot.role(RITA)] == [Role.READ] * 2
        assert len(rig.server.requests("GET", "/permission$")) == 1
        rig.server.grant("ben", "triage")
        assert bot.role("ben") is Role.TRIAGE
        assert rig.person(RITA).role(ANNA) is Role.NONE


class TestLimits:
    @pytest.mark.parametrize("status", [403, 429])
    @pytest.mark.parametrize("retry_after", [True, False])
    def test_too_many_creations_were_not_begun(self, rig, status, retry_after):
        """Refused with either status, with a time or without; the same is asked again and made once."""
        rig.server.limits = Limits(
            None, None, creations_per_minute=3, secondary_status=status, retry_after=retry_after
        )
        bot = rig.bot()
        rig.advance(seconds=1)
        made, refused = 0, 0
        while made < 7:
            bot.await_turn()
            try:
                bot.create_issue(IssueDraft(f"Ours {made}", ""))
                made += 1
            except Limited:
                refused += 1
        assert len(rig.bot().listing().issues) == 8
        assert refused == 2

    @pytest.mark.parametrize("status", [403, 429])
    def test_reads_wait_for_the_hour_to_be_over(self, rig, status):
        """Until the moment that the answer names, also with no word of how long."""
        rig.server.limits = Limits(requests_per_hour=5, primary_status=status)
        begun = rig.time.at
        bot = rig.bot()
        for _ in range(6):
            bot.label("tbc")
        assert timedelta(hours=1) <= rig.time.at - begun < timedelta(hours=1, minutes=1)
        assert [one.status for one in rig.server.log].count(status) == 1

    @pytest.mark.parametrize("body", [b"Too many requests", {"message": "Slow down"}, None])
    def test_429_says_it_all(self, rig, body):
        """Whoever stands before the service may use words of their own, or none."""
        begun, bot = rig.time.at, rig.bot()
        bot.project()
        rig.server.fail(FaultKind.REPLY, "GET", "/issues$", times=2, response=Response(429, body))
        assert len(bot.listing().issues) == 1
        assert timedelta(minutes=3) <= rig.time.at - begun < timedelta(minutes=4)

    @pytest.mark.parametrize("status", [403, 429])
    def test_the_wait_that_is_named_is_kept(self, rig, status):
        """No shorter, and no longer than that."""
        begun, bot = rig.time.at, rig.bot()
        refusal = Response(status, {"message": "Forbidden"}, {"Retry-After": "7"})
        rig.server.fail(FaultKind.REPLY, "GET", "/issues$", response=refusal)
        bot.listing()
        assert timedelta(seconds=7) <= rig.time.at - begun < timedelta(seconds=8)

    def test_too_long_an_hour_ends_the_run(self, rig):
        """It says when it will go on."""
        rig.server.limits = Limits(requests_per_hour=3)
        bot = rig.bot(longest_wait=timedelta(minutes=10))
        bot.label("tbc")
        with pytest.raises(Unavailable, match=r"takes no more requests until 10:00 \(UTC\)"):
            bot.label("tbc")

    def test_our_own_pace_keeps_within_them(self, rig):
        """No creation is refused, whatever came before; the next process goes on at the same pace."""
        rig.server.limits = Limits()
        for _ in range(3):
            bot = rig.bot()
            for number in range(30):
                bot.await_turn()
                bot.create_issue(IssueDraft(f"Ours {number}", ""))
        assert {one.status for one in rig.server.log} <= {200, 201}
        assert rig.bot().forecast(500) > timedelta(minutes=30)

    def test_a_304_is_free(self, rig):
        """It counts for no hour."""
        rig.server.limits = Limits(requests_per_hour=7)
        rig.bot().listing()
        for _ in range(10):
            rig.bot().listing()
        assert {one.status for one in rig.server.log[-20:]} == {304}


class TestTrouble:
    @pytest.mark.parametrize("kind", [FaultKind.DROP_BEFORE, FaultKind.CUT, FaultKind.HTML])
    def test_a_read_is_asked_again(self, rig, kind):
        """Dropped, cut off, or a page of a proxy."""
        rig.server.fail(kind, "GET", times=2)
        assert len(rig.bot().listing().issues) == 1

    def test_a_page_of_a_proxy_makes_no_issue(self, rig):
        """Nor is it one."""
        bot = rig.bot()
        bot.project()
        rig.server.fail(FaultKind.HTML, "POST")
        with pytest.raises(Unavailable):
            bot.create_issue(IssueDraft("Ours", ""))

    def test_a_list_that_is_none_is_no_empty_list(self, rig):
        """Of whatever status."""
        rig.server.fail(FaultKind.REPLY, "GET", "/issues$", response=Response(422, {"message": "No"}))
        with pytest.raises(Exception, match="GitHub did not take it: No"):
            rig.bot().listing()


def test_an_enterprise_server_below_a_path():
    """Its addresses begin with /api/v3, those of next pages too."""
    with GitHubRig(prefix="/api/v3") as rig:
        fill(rig, 150)
        bot = rig.bot()
        goal = bot.create_milestone(MilestoneDraft("Papers", ""))
        bot.create_issue(IssueDraft("Ours", "", milestone=goal.number))
        bot.edit_issue(151, IssuePatch(add_labels=("a/b",), state=State.CLOSED))
        bot.add_comment(151, "Hello")
        assert len(rig.bot().listing().issues) == 151
        assert rig.bot().listing().issues[-1].labels == ("a/b",)
        assert bot.place == f"{rig.server.api} {rig.server.repo().id}"


@pytest.fixture(scope="module")
def keys() -> tuple[str, str]:
    """A private key and its public one, in PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(encoding, serialization.PrivateFormat.TraditionalOpenSSL, plain)
    public = key.public_key().public_bytes(encoding, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()


def real_time() -> datetime:
    """What an app's signatures are judged by."""
    return datetime.now(UTC)


class TestApp:
    def test_it_finds_its_installation_and_writes(self, keys):
        """Under its own name; it has no user to ask for."""
        with GitHubRig(now=real_time) as rig:
            app = rig.server.add_app("workplan-bot", keys[1], repos=[PLAN])
            bot = rig.bot(auth=github.App(str(app.id), keys[0]), now=real_time)
            assert bot.account == "workplan-bot[bot]"
            assert bot.create_issue(IssueDraft("Ours", "")).author == "workplan-bot[bot]"
            assert bot.role(ANNA) is Role.WRITE
            assert len(bot.listing().issues) == 1
            assert len(rig.server.requests("POST", "/access_tokens$")) == 1

    def test_one_that_is_not_installed_is_told(self, keys):
        """Or that nobody knows."""
        with GitHubRig(now=real_time) as rig:
            rig.server.add_repo("gmg/other")
            app = rig.server.add_app("workplan-bot", keys[1], repos=["gmg/other"])
            for number, why in ((str(app.id), "not installed on gmg/work-plan"), ("1", "knows no app 1")):
                with pytest.raises(Invalid, match=why):
                    rig.bot(auth=github.App(number, keys[0]), now=real_time).project()

    @pytest.mark.parametrize("key", ["", "nonsense", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n"])
    def test_a_key_that_can_not_be_read_is_told(self, key):
        """With the setting that names its file."""
        with GitHubRig(now=real_time) as rig:
            bot = rig.bot(auth=github.App("1", key), now=real_time)
            with pytest.raises(Invalid, match="private key of the GitHub app can't be read") as told:
                bot.project()
            assert "WORKPLAN_GITHUB_APP_KEY_FILE" in told.value.remedy

    def test_silence_is_no_refusal(self, keys):
        """The network is down: the key may be right."""
        with GitHubRig(now=real_time) as rig:
            app = rig.server.add_app("workplan-bot", keys[1], repos=[PLAN])
            rig.server.fail(FaultKind.DROP_BEFORE, times=100)
            with pytest.raises(Unavailable):
                rig.bot(auth=github.App(str(app.id), keys[0]), now=real_time).listing()
