"""What people do on the page of an activity, where the tracker is the embedded one: signed, and told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot import acting
from bot.acting import FIELDS, Clash, Held, Overtaken
from bot.app import App
from bot.deeds import Came, Said
from bot.text.board_words import BoardWords
from bot.views.scene import Scene
from bot.web.access import NAME, Role, Visitor
from bot.web.bringing import Bringing
from bot.web.forms import Form
from mappings.plan import Activity
from mappings.snapshot import Field
from sync.errors import Invalid, WorkplanError
from sync.forges.local import LocalTracker

YEAR: Final = 365 * 86400
LONGEST_NAME: Final = 60
ACTS: Final = ("name", "status", "assign", "task", "edit", "comment")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a person wanted and could not have yet: it stands in the form again."""

    problem: str = ""
    clashes: tuple[Clash, ...] = ()
    fields: Mapping[Field, str] = field(default_factory=dict)
    names: str | None = None
    comment: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class ActForms:
    """What the template draws the forms from. `vouched`: a proxy says who it is."""

    held: Held
    token: str
    name: str
    vouched: bool
    states: tuple[Said, ...]
    status: str
    names: str
    fields: tuple[tuple[Field, str, str], ...]
    comment: str
    problem: str
    clashes: tuple[Clash, ...]


def name_of(request: Request, visitor: Visitor) -> str:
    """Who acts: as a proxy says, else as they said themselves; "" where nobody has."""
    return visitor.name or clean(unquote(request.cookies.get(NAME, "")))


def clean(name: str) -> str:
    """A name that stands in a history of one line each."""
    return " ".join("".join(sign for sign in name if sign.isprintable()).split())[:LONGEST_NAME].strip()


class Acts:
    """Of one plan."""

    def __init__(self, app: App, bringing: Bringing) -> None:
        self.app = app
        self.bringing = bringing

    def forms(self, activity: Activity, name: str, visitor: Visitor, token: str, kept: Kept) -> ActForms:
        """Raises Invalid where the activity has no issue that can be acted on."""
        with self.app.board(name or "nobody") as tracker:
            now = acting.held(tracker, activity)
        shown = [one for one in FIELDS if one not in self.hidden]
        return ActForms(
            held=now,
            token=token,
            name=name,
            vouched=bool(visitor.name),
            states=tuple(Said),
            status=kept.status or now.status,
            names=", ".join(now.issue.assignees) if kept.names is None else kept.names,
            fields=tuple((one, now.fields[one], kept.fields.get(one, now.fields[one])) for one in shown),
            comment=kept.comment,
            problem=kept.problem,
            clashes=kept.clashes,
        )

    @property
    def hidden(self) -> frozenset[Field]:
        left = self.app.left_out
        return left | {Field.DUE} if Field.TIMEFRAME in left else left

    def do(self, act: str, activity: Activity, name: str, form: Form) -> bool:
        """False: it was so already. Raises Broken, Overtaken, Invalid."""
        with self.app.board(name) as tracker:
            match act:
                case "status":
                    was, wanted = said(form.get("was")), said(form.get("status"))
                    return acting.report(tracker, activity, was, wanted)
                case "assign":
                    was_names, names = (listed(form.get(one)) for one in ("was", "names"))
                    return acting.assign(tracker, activity, was_names, names)
                case "task":
                    return acting.tick(tracker, activity, form.get("task"), done=form.get("done") == "1")
                case "edit":
                    return self.rewrite(tracker, activity, form)
                case _:
                    return acting.comment(tracker, activity, form.get("text"))

    def rewrite(self, tracker: LocalTracker, activity: Activity, form: Form) -> bool:
        names = [one for one in FIELDS if one not in self.hidden]
        was = {one: form.get(f"was-{one}") for one in names}
        return acting.rewrite(tracker, activity, was, {one: form.get(one) for one in names})

    async def answer(
        self, request: Request, act: str, activity: Activity, visitor: Visitor, form: Form, here: str
    ) -> Response | Kept:
        """A way back to the page where it was done, else what is to be told there. Raises Broken."""
        if act == "name":
            return named(request, form, here)
        name = name_of(request, visitor)
        if not name:
            return Kept(comment=form.may("text"))
        try:
            changed = await run_in_threadpool(self.do, act, activity, name, form)
        except Overtaken as overtaken:
            return kept_of(form, clashes=overtaken.clashes)
        except WorkplanError as error:
            return kept_of(form, problem=" ".join(one for one in (error.message, error.remedy) if one))
        if not changed:
            return RedirectResponse(f"{here}?did=nothing#act", 303)
        came: Came = await run_in_threadpool(self.bringing.bring, activity.id)
        return RedirectResponse(f"{here}?did={act}&came={came}#act", 303)


def named(request: Request, form: Form, here: str) -> Response:
    """Kept by the browser for a year."""
    name = clean(form.get("name"))
    answer = RedirectResponse(f"{here}#act", 303)
    if name:
        secure = request.url.scheme == "https"
        answer.set_cookie(NAME, quote(name), max_age=YEAR, httponly=True, samesite="strict", secure=secure)
    return answer


def kept_of(form: Form, problem: str = "", clashes: tuple[Clash, ...] = ()) -> Kept:
    fields = {one: form.may(one) for one in FIELDS if one.value in form.fields}
    return Kept(
        problem=problem,
        clashes=clashes,
        fields=fields,
        names=form.may("names") if "names" in form.fields else None,
        comment=form.may("text"),
        status=form.may("status"),
    )


def said(text: str) -> Said:
    """Raises Invalid."""
    try:
        return Said(text)
    except ValueError:
        raise Invalid("There is no such status.") from None


def listed(text: str) -> tuple[str, ...]:
    """Names with commas or line ends between them, each once."""
    names = (clean(one) for one in text.replace("\n", ",").split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def may_act(scene: Scene, visitor: Visitor) -> bool:
    return scene.acts and visitor.role is Role.EDITOR


def notice(request: Request, words: BoardWords) -> str:
    """What was just done, as the address says; in our own words, whatever stands there."""
    did, came = (request.query_params.get(name, "") for name in ("did", "came"))
    follows = words.follows(Came(came)) if came in set(Came) else ""
    return f"{words.deed(did)} {follows}".strip() if words.deed(did) else ""
