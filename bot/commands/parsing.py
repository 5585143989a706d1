"""How a command line is read, and what is said of a wrong one: plain words, and the help to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.exceptions import TyperException

if TYPE_CHECKING:
    # The types that an override has to name; typer exports no other way to them.
    from typer._click.core import Command as AnyCommand
    from typer._click.core import Context
    from typer._click.formatting import HelpFormatter

PLAN_FILES: Final = (".yaml", ".yml")
LOST: Final = re.compile("[\ud800-\udfff]")
"""What Python makes of bytes that are no text."""
OPTION: Final = re.compile(r"--[a-z][a-z-]*(=.*)?|-h", re.DOTALL)


class Misuse(TyperException):
    """A command line that says nothing that can be done. `path` is the command whose help tells more."""

    def __init__(self, message: str, path: str) -> None:
        super().__init__(message)
        self.path = path


class Command(TyperCommand):
    """A command whose usage reads DOC and [ID], and whose errors name its own help."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        for word in args:
            if LOST.search(word):
                raise Misuse(f'"{word}" is not text in UTF-8.', ctx.command_path)
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except TyperException as error:
            raise Misuse(error.format_message(), ctx.command_path) from None
        if rest:
            raise Misuse(too_many(rest, ctx.command_path), ctx.command_path)
        return rest

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        return [self.options_metavar or "", *(usage(one) for one in self.arguments(ctx))]

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        arguments = [(usage(one), one.help or "") for one in self.arguments(ctx)]
        if arguments:
            with formatter.section("Arguments"):
                formatter.write_dl(arguments)
        records = [
            one.get_help_record(ctx) for one in self.get_params(ctx) if not isinstance(one, TyperArgument)
        ]
        with formatter.section("Options"):
            formatter.write_dl([record for record in records if record is not None])

    def arguments(self, ctx: Context) -> Iterator[TyperArgument]:
        return (one for one in self.get_params(ctx) if isinstance(one, TyperArgument))


class TalkCommand(Command):
    """Its last argument is what a person says: words that begin with a dash belong to it."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        takes_value = {
            name: not one.is_flag
            for one in self.get_params(ctx)
            if isinstance(one, TyperOption)
            for name in one.opts
        }
        options, words = apart(args, takes_value)
        return super().parse_args(ctx, [*options, "--", *words])


def apart(args: Sequence[str], takes_value: Mapping[str, bool]) -> tuple[list[str], list[str]]:
    """The options with their values, and all other words; behind "--" everything is a word."""
    options: list[str] = []
    words: list[str] = []
    rest = iter(args)
    for arg in rest:
        if arg == "--":
            words += rest
        elif OPTION.fullmatch(arg):
            options.append(arg)
            if takes_value.get(arg):
                options += [value for value in (next(rest, None),) if value is not None]
        else:
            words.append(arg)
    return options, words


class Commands(TyperGroup):
    """A group that knows where a command is that was looked for in the wrong place."""

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, AnyCommand | None, list[str]]:
        name = args[0]
        if name in self.commands or name.startswith("-"):
            return super().resolve_command(ctx, args)
        elsewhere = places(ctx.find_root().command, "workplan").get(name)
        near = get_close_matches(name, self.commands, n=1, cutoff=0.7)
        meant = elsewhere or (f"{ctx.command_path} {near[0]}" if near else "")
        hint = f" Did you mean: {meant}?" if meant else ""
        raise Misuse(f'No such command "{name}".{hint}', ctx.command_path)


def places(group: object, path: str) -> dict[str, str]:
    """Every command by its own name, with all the words that call it."""
    found: dict[str, str] = {}
    for name, command in group.commands.items() if isinstance(group, TyperGroup) else ():
        found |= places(command, f"{path} {name}")
        found[name] = f"{path} {name}"
    return found


def usage(argument: TyperArgument) -> str:
    name = argument.metavar or (argument.name or "").upper()
    return name if argument.required else f"[{name}]"


def too_many(rest: Sequence[str], path: str) -> str:
    said = f'"{" ".join(rest)}" is too much here.'
    if not rest[0].endswith(PLAN_FILES):
        return said
    settings = re.sub(r"\.ya?ml$", ".toml", rest[0])
    return (
        f"{said} The plan file is named in the settings, and is plan.yaml without any. Keep one folder "
        f"for each plan; or write a settings file for each, and name it: {path} --config {settings}"
    )
