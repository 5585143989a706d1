"""What every tracker tells of who changed an issue, as far as its service knows it."""

from __future__ import annotations

from datetime import date

import pytest

from mappings.issue import IssueDraft, IssuePatch, State
from mappings.snapshot import Field
from tests.builders.rigs import ANNA, BEN, GitHubRig

OURS = "<!-- workplan: gmg 2017-1-1.1 -->\n| Lead | TBC |\n<!-- /workplan -->"


@pytest.fixture
def bot(rig):
    bot = rig.bot()
    bot.create_issue(IssueDraft("Launch", OURS))
    rig.advance(minutes=5)
    return bot


def edits(rig, name: str, **patch) -> None:
    rig.person(name).edit_issue(1, IssuePatch(**patch))
    rig.advance(minutes=5)


def told(bot, name: Field) -> str | None:
    edit = bot.last_edit(1, name)
    return edit.who if edit else None


class TestLastEdit:
    def test_nobody_but_us(self, bot):
        """What we made and wrote ourselves is nobody's edit."""
        bot.edit_issue(1, IssuePatch(title="Launch it", body=OURS.replace("TBC", "UNU")))
        assert [told(bot, name) for name in (Field.TITLE, Field.LEAD, Field.ASSIGNEES, Field.DUE)] == [
            None
        ] * 4

    def test_a_row_of_the_table(self, rig, bot):
        """The text as a whole is edited: who, and when."""
        moment = rig.time.at
        edits(rig, BEN, body=OURS.replace("TBC", "ILO"))
        edits(rig, ANNA, body=OURS.replace("TBC", "UNU"))
        edit = bot.last_edit(1, Field.LEAD)
        assert edit.who == ANNA
        assert (edit.at - moment).total_seconds() // 60 == 5
        assert told(bot, Field.ASSIGNEES) is None

    def test_a_title_in_either_of_its_places(self, rig, bot):
        edits(rig, ANNA, title="Begin")
        assert told(bot, Field.TITLE) == ANNA
        edits(rig, BEN, body=OURS.replace("TBC", "UNU"))
        assert told(bot, Field.TITLE) == BEN

    def test_who_assigned_and_not_who_was(self, rig, bot):
        edits(rig, ANNA, add_assignees=(BEN,))
        assert told(bot, Field.ASSIGNEES) == ANNA
        assert told(bot, Field.LEAD) is None

    def test_closed_and_opened_again(self, rig, bot):
        """By events; on GitLab by notes, where a server keeps them."""
        edits(rig, BEN, state=State.CLOSED)
        edits(rig, ANNA, state=State.OPEN)
        assert told(bot, Field.STATUS) == ANNA
        assert told(bot, Field.LEAD) is None

    def test_a_date(self, rig, bot):
        """A field of the issue, or a row of its text where it has none."""
        row = OURS.replace("| Lead", "| Due | 2017-06-30 |\n| Lead")
        edits(rig, ANNA, **({"body": row} if isinstance(rig, GitHubRig) else {"due": date(2017, 6, 30)}))
        assert told(bot, Field.DUE) == ANNA

    def test_a_comment_is_no_edit(self, rig, bot):
        rig.person(ANNA).add_comment(1, "changed title, I think")
        assert told(bot, Field.TITLE) is None


def test_on_an_enterprise_server() -> None:
    """Its questions of this kind go elsewhere than the others."""
    with GitHubRig(prefix="/api/v3") as rig:
        bot = rig.bot()
        bot.create_issue(IssueDraft("Launch", OURS))
        rig.advance(minutes=5)
        edits(rig, ANNA, body=OURS.replace("TBC", "UNU"))
        assert told(bot, Field.LEAD) == ANNA


def test_a_program_is_called_as_everywhere() -> None:
    with GitHubRig() as rig:
        bot = rig.bot()
        bot.create_issue(IssueDraft("Launch", OURS))
        rig.server.add_user("robot[bot]", role="write")
        rig.server.person("robot[bot]").edit_body(1, OURS.replace("TBC", "UNU"))
        assert told(bot, Field.LEAD) == "robot[bot]"
