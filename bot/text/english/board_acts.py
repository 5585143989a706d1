"""What the board says in English where people act, and where they sign in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.deeds import Came, Said

STATES: Final = {
    Said.OPEN: "open",
    Said.ONGOING: "ongoing",
    Said.COMPLETED: "completed",
    Said.CANCELLED: "cancelled: dropped, not done",
}
CAME: Final = {
    Came.IN: "The plan file has it.",
    Came.LATER: "It comes into the plan file in a moment: another sync is still at work.",
    Came.CONFLICT: "The plan file says something else: both are shown above, and somebody has to decide.",
    Came.FAILED: "It is on the tracker, and not in the plan file yet: workplan status tells why.",
}
DONE: Final[Mapping[str, str]] = {
    "status": "The status is changed.",
    "assign": "Who works on it is changed.",
    "task": "The task is changed.",
    "edit": "The change is made.",
    "comment": "The comment is there.",
    "nothing": "It was so already. Nothing was changed.",
}


class EnglishActs:
    act = "Act"
    your_name = "Your name"
    name_is_needed = "Give your name: every change is signed with it."
    change_name = "another name"
    save = "Save"
    report_status = "Where does it stand?"
    edit_fields = "Change what it says"
    leave_blank = (
        "An empty field says that nothing is known. A date: 2017-06-30, June 2017 (its last day), or none."
    )
    who_works = "Who works on it"
    with_commas = "Names, with commas between them."
    comments = "Comments"
    add_comment = "Comment"
    no_comments = "No comments yet."
    answer_there = "A line such as “When: June 2017” or “Lead: IOM” in a comment goes into the plan as well."
    the_plan_has_it = "the plan has it"
    tick_it = "Mark as done"
    untick_it = "Mark as not done"
    overtaken = "Somebody else has changed this since you opened the page. Nothing was written."
    theirs = "It says now"
    yours = "You wrote"
    save_again = "Your text still stands below. Save it again if it is what you mean."
    stale_form = (
        "This page was open for too long, or belongs to another browser. Nothing was written. Send it again."
    )
    broken_form = "What came was no form of this page. Nothing was written."
    too_large = "That is too much for one form: 500 kB at most. Nothing was written."
    only_reading = "You may read here, and not change anything."
    elsewhere = "People act on the issues themselves; this board only shows them. Nothing was written."
    not_there = "This is not possible. Nothing was written."
    wrong_host = "This board does not go by that name. Use the address that workplan printed."
    sign_in = "Sign in"
    sign_out = "Sign out"
    access_token = "Access token"
    wrong_token = "This is not one of the access tokens."
    too_often = "Too many wrong tokens. Wait five minutes."
    sign_in_first = "Sign in to see the plan."
    no_proxy_name = "The proxy in front of this board has not said who you are."
    went_wrong = "Something went wrong. Nothing is lost; whoever runs the board finds the details in its log."
    plans = "Plans"

    def acting_as(self, name: str) -> str:
        return f"You act as {name}."

    def state(self, said: Said) -> str:
        return STATES[said]

    def deed(self, what: str) -> str:
        """ "" for what is none of ours: it stands in an address."""
        return DONE.get(what, "")

    def follows(self, came: Came) -> str:
        return CAME[came]
