"""What a person reads after an import: what was found, what was not read, what to look at."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from bot.text.phrases import counted, cut, one_line, some
from mappings.documents.account import NOT_READ, Account, Check, Mention, Point
from mappings.documents.importer import Imported

WIDTH: Final = 100
SHOWN: Final = 12
"""Points printed; a report file has all of them."""
NAMED: Final = 49
"""Characters of a title that are enough to find it."""


def account_text(imported: Imported, document: str, output: str) -> str:
    """The account of one import, as printed on the terminal."""
    account = imported.account
    parts = [f"{document} -> {output}", found(imported)]
    lost = [text for point in account.points if point.check in NOT_READ for text in losses(point)]
    told = (sentence(account, point) for point in account.points if point.check not in NOT_READ)
    checks = [text for text in told if text]
    if lost:
        parts.append(numbered("NOT READ:", lost))
    parts.append(wrapped(lines_sentence(account), ""))
    if checks:
        parts.append(numbered("Please check:", checks))
    if lost:
        parts.append("Nothing was filled in by guessing.")
    return "\n".join(parts) + "\n"


def found(imported: Imported) -> str:
    counts, account = imported.account.counts, imported.account
    kind = imported.plan.areas[0].kind
    areas = counted(counts["areas"], "area" if kind == "work area" else kind)
    parts = [f"{areas} in {counted(counts['groups'], 'group')}" if counts["groups"] else areas]
    parts += [counted(counts["outputs"], "output")] if counts["outputs"] else []
    years = ", ".join(f"{year}: {count}" for year, count in account.years.items())
    parts.append(
        counted(counts["activities"], "activity") + (f" ({years})" if len(account.years) > 1 else "")
    )
    parts += [
        counted(counts[name], one)
        for name, one in (("tasks", "task"), ("deliverables", "deliverable"))
        if counts[name]
    ]
    return wrapped(f"Found: {', '.join(parts)}.", "")


def lines_sentence(account: Account) -> str:
    aside = ", ".join(f"{count} {reason.value}" for reason, count in account.set_aside().items())
    text = f"{len(account.lines)} lines with text: {account.used} used; "
    text += f"set aside: {aside}; " if aside else ""
    return f"{text}{len(account.not_understood)} not understood."


def losses(point: Point) -> Iterator[str]:
    """What the text has lost: each loss with its place."""
    counts, mentions = point.counts, point.mentions
    match point.check:
        case Check.AREA_LOST:
            for m in mentions:
                name = (m.detail or "area").capitalize()
                yield f"{name} has no activities here{at_line(m)}. They are lost, not none: add them by hand."
        case Check.NO_TIMELINES:
            empty, none = counts["empty_labels"], counts["no_label"]
            told = []
            told += [f"{empty} {'label is' if empty == 1 else 'labels are'} empty"]
            told += [f"{counted(none, 'activity')} {'has' if none == 1 else 'have'} no label"] if none else []
            yield f"No timelines: {', '.join(told)}."
        case Check.DETAIL_GAPS:
            name = (mentions[0].detail or "").rsplit(":", 1)[0]
            told = [
                f"{what} in {share(counts[what], counts['areas'])}"
                for what in ("empty", "absent")
                if counts[what]
            ]
            only = f" (area {mentions[0].item})" if len(mentions) == 1 else ""
            yield f"{name}: {', '.join(told)}{only}."
        case Check.NO_LEADS:
            yield f"No leads are named for {counted(len(mentions), 'area')}: {listing(mentions)}."
        case _:
            raise AssertionError(point.check)


def sentence(account: Account, point: Point) -> str | None:
    """One point of a person's list; None when another sentence says it."""
    match point.check:
        case Check.MERGED:
            counts, unsure = point.counts, account.point(Check.UNSURE)
            took = f"{counted(counts['activities'], 'activity')} took {counted(counts['values'], 'value')}"
            least = f" Least sure: {lines_of(unsure.mentions)}." if unsure else ""
            return f"{took} from merged cells.{least}"
        case Check.NAMED_TBC:
            others = account.point(Check.OPEN_VALUES)
            return tbc(point) + (f" Also {open_values(others)}" if others else "")
        case Check.OPEN_VALUES:
            text = open_values(point)
            return None if account.point(Check.NAMED_TBC) else text[0].upper() + text[1:]
        case Check.ONGOING:
            count = len(point.mentions)
            text = f'{count} {"says" if count == 1 else "say"} "Ongoing": start unknown.'
            return text if account.point(Check.STATUS_STATED) else f"{text} The document states no status."
        case check:
            wording = WORDING.get(check)
            return wording(point) if wording else None


def tbc(point: Point) -> str:
    areas = Counter(m.detail or "" for m in point.mentions)
    told = ", ".join(f"{count} {area}" for area, count in areas.most_common())
    are = "is" if len(point.mentions) == 1 else "are"
    return f'{counted(len(point.mentions), "activity")} {are} named "TBC": {told}.'


def open_values(point: Point) -> str:
    """What is to be confirmed, by what it is: "2 timeframes, 1 lead (lines 5, 6)"."""
    counts = Counter(m.detail for m in point.mentions)
    told = [counted(counts[name], name) for name in ("timeframe", "lead") if counts[name]]
    told += [f"{counts['funding']} funding"] if counts["funding"] else []
    return f"to be confirmed: {', '.join(told)} ({lines_of(point.mentions)})."


def shared(point: Point) -> str:
    cells = point.counts["cells"]
    where = "one cell" if cells == 1 else f"{cells} cells"
    return (
        f"{counted(len(point.mentions), 'activity')} stand together in {where}: {lines_of(point.mentions)}."
    )


def year_only(point: Point) -> str:
    if len(point.mentions) == 1:
        return "1 timeframe gives only a year: read as the whole year."
    return f"{len(point.mentions)} timeframes give only years: read as whole years."


def twice_numbered(point: Point) -> str:
    return f"One number twice, both kept: {groups(point.mentions, lambda m: m.detail or '')}."


def twice_titled(point: Point) -> str:
    alike = groups(point.mentions, lambda m: cut(m.text.replace("’", "'"), NAMED))
    return f"One title twice, both kept: {alike}."


def skipped(point: Point) -> str:
    told = [f"output {m.detail} (line {m.line})" for m in point.mentions]
    return f"Numbers left out: {some(told, 3, ';')}."


def not_understood(point: Point) -> str:
    told = [f'"{cut(m.text, NAMED)}" (line {m.line}: {m.detail})' for m in point.mentions]
    return f"Not understood: {some(told, 3)}."


def quoted(opening: str) -> Callable[[Point], str]:
    """A sentence that quotes what was printed."""

    def wording(point: Point) -> str:
        told = [f'"{cut(one_line(m.detail or m.text), NAMED)}" (line {m.line})' for m in point.mentions]
        return f"{opening}: {some(told, 3)}."

    return wording


def titled(opening: str, what: str = "activities") -> Callable[[Point], str]:
    """A sentence that counts what it is about, and names the first of it."""

    def wording(point: Point) -> str:
        count = len(point.mentions)
        return f"{opening}{f', {count} {what}' if count > 1 else ''}: {listing(point.mentions)}."

    return wording


def returning(point: Point) -> str:
    count = counted(len(point.mentions), "activity")
    return f"{count} {'returns' if len(point.mentions) == 1 else 'return'} in later years in the same words."


WORDING: Final[Mapping[Check, Callable[[Point], str]]] = {
    Check.NOT_UNDERSTOOD: not_understood,
    Check.OTHER_TABLE: quoted("Not read, a table without activities"),
    Check.ENCODING: lambda _: (
        "The file is not UTF-8: read as Western European text. Look at accents and quotes."
    ),
    Check.NOTHING_STATED: titled("No timeframe and no lead"),
    Check.NO_TIMEFRAME: titled("No timeframe"),
    Check.NO_LEAD: titled("No lead"),
    Check.SHARED: shared,
    Check.YEAR_ONLY: year_only,
    Check.UNREAD_TIMEFRAME: quoted("No dates could be read from"),
    Check.TENTATIVE: quoted("Unconfirmed"),
    Check.SEVERAL_DATES: quoted("Several dates in one cell"),
    Check.SAME_NUMBER: twice_numbered,
    Check.SAME_TITLE: twice_titled,
    Check.SKIPPED: skipped,
    Check.RETURNING: returning,
    Check.AREA_EMPTY: titled("Areas without activities", "areas"),
    Check.EMPTY_OUTPUT: titled("Outputs without activities", "outputs"),
    Check.STATUS_UNREAD: quoted("Status not understood, kept as a note"),
}


def numbered(heading: str, told: Sequence[str]) -> str:
    shown = told[:SHOWN]
    lines = [heading, *(wrapped(sentence, f"{at:2}. ") for at, sentence in enumerate(shown, start=1))]
    if len(told) > len(shown):
        lines.append(
            f"    … and {counted(len(told) - len(shown), 'point')} more: --report FILE lists them all."
        )
    return "\n".join(lines)


def wrapped(text: str, head: str) -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=head, subsequent_indent=" " * len(head), break_on_hyphens=False
    )


def share(count: int, total: int) -> str:
    return f"all {total}" if count == total else str(count)


def lines_of(mentions: Sequence[Mention]) -> str:
    lines = list(dict.fromkeys(str(m.line) for m in mentions))
    return f"{'line' if len(lines) == 1 else 'lines'} {some(lines, 5)}"


def at_line(mention: Mention) -> str:
    return f" (line {mention.line})" if mention.line else ""


def listing(mentions: Sequence[Mention]) -> str:
    return some([f"{cut(m.text, NAMED)}{at_line(m)}" for m in mentions], 2, ";")


def groups(mentions: Sequence[Mention], key: Callable[[Mention], str]) -> str:
    lines: dict[str, list[str]] = {}
    for mention in mentions:
        lines.setdefault(key(mention), []).append(str(mention.line))
    return some([f"{name} (lines {', '.join(at)})" for name, at in lines.items()], 3, ";")
