"""Who there is in the imitated Slack: the app itself, people, groups of them."""

from __future__ import annotations

from tests.servers.slack_methods import Answer, Call, method
from tests.servers.slack_world import BOT, BOT_ID, Refusal, User


@method("auth.test")
def auth_test(call: Call) -> Answer:
    return {
        "url": "https://gmg.slack.com/",
        "team": "GMG",
        "user": "workplan",
        "team_id": "T000000001",
        "user_id": BOT,
        "bot_id": BOT_ID,
    }


def user_record(user: User, *, email: bool) -> Answer:
    profile = {"email": user.email} if email and user.email else {}
    return {"id": user.id, "name": user.name, "deleted": user.deleted, "profile": profile}


@method("users.list")
def list_users(call: Call) -> Answer:
    call.need("users:read")
    email = "users:read.email" in call.scopes
    members = [user_record(one, email=email) for one in call.world.users.values()]
    return {"members": members, "response_metadata": {"next_cursor": ""}}


@method("users.lookupByEmail")
def look_up(call: Call) -> Answer:
    call.need("users:read.email")
    wanted = call.one("email").lower()
    for user in call.world.users.values():
        if user.email.lower() == wanted and not user.deleted:
            return {"user": user_record(user, email=True)}
    raise Refusal("users_not_found")


@method("usergroups.list")
def list_groups(call: Call) -> Answer:
    call.need("usergroups:read")
    return {"usergroups": [{"id": id, "handle": handle} for id, handle in call.world.groups.items()]}
