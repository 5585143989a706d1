"""Block Kit as Slack checks it: what a message with these blocks is refused for, in Slack's words.

https://docs.slack.dev/reference/block-kit/blocks
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

BLOCKS = 50
TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLE_CHARACTERS = 10_000
MARKDOWN_CHARACTERS = 12_000
ELEMENTS = {"button", "image", "overflow", "mrkdwn", "plain_text"}
RICH = {"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}
RICH_PARTS = {"text", "link", "emoji", "user", "usergroup", "channel", "date", "broadcast", "color"}


def complaints(blocks: Any) -> list[str]:
    """Everything that is wrong; nothing where the blocks are taken."""
    return [f"[ERROR] {said} [json-pointer:{where}]" for where, said in wrongs(blocks)]


Wrong = tuple[str, str]


def wrongs(blocks: Any) -> Iterator[Wrong]:
    if not isinstance(blocks, list):
        yield "/blocks", "must be an array"
        return
    if len(blocks) > BLOCKS:
        yield "/blocks", f"no more than {BLOCKS} items allowed"
    for number, block in enumerate(blocks):
        yield from block_wrongs(block, f"/blocks/{number}")
    ids = [one["block_id"] for one in blocks if isinstance(one, dict) and "block_id" in one]
    if len(set(ids)) < len(ids):
        yield "/blocks", "block_id already exists"
    yield from sums(blocks)


def sums(blocks: Sequence[Any]) -> Iterator[Wrong]:
    """What counts over a whole message."""
    known = [one for one in blocks if isinstance(one, dict)]
    tables = [one for one in known if one.get("type") == "table"]
    if len(tables) > 1:
        yield "/blocks", "only_one_table_allowed"
    if sum(len(text) for table in tables for text in texts(table.get("rows"))) > TABLE_CHARACTERS:
        yield "/blocks", f"table cells hold more than {TABLE_CHARACTERS} characters"
    if sum(len(one.get("text", "")) for one in known if one.get("type") == "markdown") > MARKDOWN_CHARACTERS:
        yield "/blocks", f"markdown must be less than {MARKDOWN_CHARACTERS + 1} characters"


def texts(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from texts(one)
    elif isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        for key, one in node.items():
            if key != "text" or not isinstance(one, str):
                yield from texts(one)


def block_wrongs(block: Any, at: str) -> Iterator[Wrong]:
    if not isinstance(block, dict) or not isinstance(block.get("type"), str):
        yield at, "missing required field: type"
        return
    if len(block.get("block_id", "")) > 255:
        yield f"{at}/block_id", "must be less than 256 characters"
    check = CHECKS.get(block["type"])
    if check is None:
        yield f"{at}/type", "unsupported type: " + block["type"]
    else:
        yield from check(block, at)


def of_section(block: Mapping[str, Any], at: str) -> Iterator[Wrong]:
    if "text" not in block and "fields" not in block:
        yield at, "missing required field: text"
    if "text" in block:
        yield from text_wrongs(block["text"], f"{at}/text", 3000)
    fields = block.get("fields", [])
    if "fields" in block and not 1 <= len(fields) <= 10:
        yield f"{at}/fields", "no more than 10 items allowed"
    for number, one in enumerate(fields):
        yield from text_wrongs(one, f"{at}/fields/{number}", 2000)
    if "accessory" in block:
        yield from element_wrongs(block["accessory"], f"{at}/accessory")


def of_header(block: Mapping[str, Any], at: str) -> Iterator[Wrong]:
    yield from text_wrongs(block.get("text"), f"{at}/text", 150, plain=True)


def of_context(block: Mapping[str, Any], at: str) -> Iterator[Wrong]:
    elements = block.get("elements")
    if not isinstance(elements, list) or not 1 <= len(elements) <= 10:
        yield f"{at}/elements", "no more than 10 items allowed"
        return
    for number, one in enumerate(elements):
        yield from element_wrongs(one, f"{at}/elements/{number}")


def of_actions(block: Mapping[str, Any], at: str) -> Iterator[Wrong]:
    elements = block.get("elements")
    if not isinstance(elements, list) or not 1 <= len(elements) <= 25:
        yield f"{at}/elements", "no more than 25 items allowed"
        return
    for number, one in enumerate(elements):
        yield from element_wrongs(one, f"{at}/elements/{number}")


def of_divider(block: Mapping[str, Any], at: str) -> Iterator[Wrong]:
    if set(block) - {"type", "block_id"}:
        yield at, "no more properties allowed"


def of_image(block: Mapping[str, Any], at: str) -> Iterator[Wrong]:
    yield from string_wrongs(block.get("alt_text"), f"{at}/alt_text", 2000)
    if "slack_file" not in block:
        yield from string_wrongs(block.get("image_url"), f"{at}/image_url", 3000)
    if "title" in block:
        yield from text_wrongs(block["title"], f"{at}/title", 2000, plain=True)


def of_markdown(block: Mapping[str, Any], at: str) -> Iterator[Wrong]:
    yield from string_wrongs(block.get("text"), f"{at}/text", MARKDOWN_CHARACTERS)


def of_table(block: Mapping[str, Any], at: str) -> Iterator[Wrong]:
    rows = block.get("rows")
    if not isinstance(rows, list) or not 1 <= len(rows) <= TABLE_ROWS:
        yield f"{at}/rows", f"no more than {TABLE_ROWS} items allowed"
        return
    for number, row in enumerate(rows):
        if not isinstance(row, list) or not 1 <= len(row) <= TABLE_COLUMNS:
            yield f"{at}/rows/{number}", f"no more than {TABLE_COLUMNS} items allowed"
            continue
        for place, cell in enumerate(row):
            here = f"{at}/rows/{number}/{place}"
            match cell:
                case {"type": "raw_text", "text": str(text)} if text:
                    pass
                case {"type": "rich_text"}:
                    yield from of_rich_text(cell, here)
                case _:
                    yield here, "unsupported cell"


def of_rich_text(block: Mapping[str, Any], at: str) -> Iterator[Wrong]:
    elements = block.get("elements")
    if not isinstance(elements, list) or not elements:
        yield f"{at}/elements", "missing required field: elements"
        return
    for number, one in enumerate(elements):
        yield from rich_wrongs(one, f"{at}/elements/{number}")


def rich_wrongs(one: Any, at: str) -> Iterator[Wrong]:
    if not isinstance(one, dict) or one.get("type") not in RICH:
        yield f"{at}/type", "unsupported type"
        return
    if one["type"] == "rich_text_list" and one.get("style") not in ("bullet", "ordered"):
        yield f"{at}/style", "must be bullet or ordered"
    for number, part in enumerate(one.get("elements", [])):
        here = f"{at}/elements/{number}"
        if one["type"] == "rich_text_list":
            yield from rich_wrongs(part, here)
        elif not isinstance(part, dict) or part.get("type") not in RICH_PARTS:
            yield f"{here}/type", "unsupported type"
        elif part["type"] == "text" and not part.get("text"):
            yield f"{here}/text", "must be more than 0 characters"
        elif part["type"] == "link" and not part.get("url"):
            yield f"{here}/url", "missing required field: url"


def element_wrongs(element: Any, at: str) -> Iterator[Wrong]:
    kind = element.get("type") if isinstance(element, dict) else None
    match kind:
        case "mrkdwn" | "plain_text":
            yield from text_wrongs(element, at, 3000)
        case "image":
            yield from of_image(element, at)
        case "button":
            yield from text_wrongs(element.get("text"), f"{at}/text", 75, plain=True)
            if len(element.get("value", "")) > 2000 or len(element.get("url", "")) > 3000:
                yield at, "value or url too long"
        case _:
            yield f"{at}/type", f"unsupported type: {kind}"


def text_wrongs(text: Any, at: str, most: int, *, plain: bool = False) -> Iterator[Wrong]:
    """A text object: https://docs.slack.dev/reference/block-kit/composition-objects/text-object"""
    if not isinstance(text, dict) or text.get("type") not in ("mrkdwn", "plain_text"):
        yield at, "missing required field: text"
        return
    allowed = {"type", "text", "emoji"} if text["type"] == "plain_text" else {"type", "text", "verbatim"}
    if plain and text["type"] != "plain_text":
        yield f"{at}/type", "must be plain_text"
    if set(text) - allowed:
        yield at, "no more properties allowed"
    yield from string_wrongs(text.get("text"), f"{at}/text", most)


def string_wrongs(text: Any, at: str, most: int) -> Iterator[Wrong]:
    if not isinstance(text, str) or not text:
        yield at, "must be more than 0 characters"
    elif len(text) > most:
        yield at, f"must be less than {most + 1} characters"


CHECKS: Mapping[str, Callable[[Mapping[str, Any], str], Iterator[Wrong]]] = {
    "section": of_section,
    "header": of_header,
    "context": of_context,
    "actions": of_actions,
    "divider": of_divider,
    "image": of_image,
    "markdown": of_markdown,
    "table": of_table,
    "rich_text": of_rich_text,
}
