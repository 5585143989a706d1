"""Draws what Slack is handed as a page, near enough to be looked at: python -m tests.builders.slackpage FILE

FILE is what `workplan digest --format blocks` prints; the page goes to standard output.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from html import escape, unescape
from pathlib import Path
from typing import Any

STYLE = """
body { margin: 0; background: #fff; color: #1d1c1d; font: 15px/1.46668 Lato, Arial, sans-serif; }
.channel { color: #616061; border-bottom: 1px solid #ddd; padding: 8px 12px; font-weight: 700; }
.lock { background: #eceef1; border-radius: 12px; margin: 8px 12px; padding: 8px 12px; font-size: 14px; }
.post { padding: 8px 12px 8px 12px; } .thread { border-left: 3px solid #ddd; margin-left: 12px; }
.app b { font-weight: 900; } .app span { background: #ddd; font-size: 10px; padding: 1px 3px; }
h3 { font-size: 18px; margin: 4px 0 8px; } p { margin: 0; white-space: pre-wrap; } .rich { margin: 0 0 8px; }
ul { margin: 0; padding-left: 26px; } small { color: #616061; font-size: 13px; display: block; }
a { color: #1264a3; text-decoration: none; } .call { background: #fdf2d0; color: #1264a3; }
"""


def page(postings: Iterable[Mapping[str, Any]]) -> str:
    body = "".join(posting(one) for one in postings)
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>{body}'


def posting(one: Mapping[str, Any]) -> str:
    head = f'<div class="channel">{escape(one["channel"] or "(no channel)")}</div>'
    lock = f'<div class="lock"><b>workplan</b><br>{escape(unescape(one["text"]))}</div>'
    thread = "".join(post(reply) for reply in one["thread"])
    return head + lock + post(one) + f'<div class="thread">{thread}</div>'


def post(one: Mapping[str, Any]) -> str:
    blocks = "".join(block(part) for part in one["blocks"])
    return f'<div class="post"><div class="app"><b>workplan</b> <span>APP</span></div>{blocks}</div>'


def block(part: Mapping[str, Any]) -> str:
    match part["type"]:
        case "header":
            return f"<h3>{escape(part['text']['text'])}</h3>"
        case "context":
            return "".join(f"<small>{mrkdwn(one['text'])}</small>" for one in part["elements"])
        case "rich_text":
            return f'<div class="rich">{"".join(rich(one) for one in part["elements"])}</div>'
        case kind:
            raise ValueError(f"a block that is not drawn: {kind}")


def rich(part: Mapping[str, Any]) -> str:
    if part["type"] == "rich_text_list":
        lines = "".join(f"<li>{''.join(map(element, one['elements']))}</li>" for one in part["elements"])
        return f"<ul>{lines}</ul>"
    return f"<p>{''.join(map(element, part['elements']))}</p>"


def element(one: Mapping[str, Any]) -> str:
    match one["type"]:
        case "text":
            said = escape(one["text"])
            return f"<b>{said}</b>" if one.get("style", {}).get("bold") else said
        case "link":
            return f'<a href="{escape(one["url"])}">{escape(one["text"])}</a>'
        case "user":
            return f'<span class="call">@{escape(one["user_id"])}</span>'
        case "usergroup":
            return f'<span class="call">@{escape(one["usergroup_id"])}</span>'
        case kind:
            raise ValueError(f"an element that is not drawn: {kind}")


def mrkdwn(text: str) -> str:
    return re.sub(r"<(https?://[^|>]+)\|([^>]+)>", r'<a href="\1">\2</a>', text)


if __name__ == "__main__":
    print(page(json.loads(Path(sys.argv[1]).read_text("utf-8"))["postings"]))
