"""The digest itself, as the plan's words make it, against a workspace that refuses what Slack refuses."""

from __future__ import annotations

import pytest

from bot.posts.postings import postings
from sync.planemit import emit_plan
from tests.builders.newsroom import Newsroom
from tests.builders.plans import activity, area, plan

LONG = "Support *all* Member States <@U123> & others in “whatever” they do | " * 40
HOSTILE = ("x" * 3000, LONG, "@here <!channel> &amp;", "`" * 200, "😀" * 2000, "ab\u202ecd")


def everything_past(areas: int, each: int) -> str:
    """So many activities, all late, with titles and names far too long."""
    made = [
        area(
            str(number),
            HOSTILE[number % len(HOSTILE)],
            *(
                activity(
                    f"{number}-{one}",
                    f"{one} {HOSTILE[one % len(HOSTILE)]}",
                    timeframe="April 2017" if one % 2 else "2016",
                    lead=f"Lead {one} {'y' * 300}",
                )
                for one in range(each)
            ),
        )
        for number in range(1, areas + 1)
    ]
    return emit_plan(plan(*made, title="z" * 2000))


@pytest.mark.parametrize(("areas", "each"), [(1, 1), (20, 50), (100, 10)])
def test_a_digest_over_every_limit_at_once(room: Newsroom, areas: int, each: int) -> None:
    """It is taken at the first try, in at most four messages."""
    (room.folder / "plan.yaml").write_text(everything_past(areas, each), "utf-8")
    ran = room.send(content=postings)
    assert ran.code == 0, ran.text
    assert room.account.troubled == ()
    assert 1 <= len(room.channel.messages) <= 4
    assert len(room.channel.heads) == 1
