"""What the demo says between its steps."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import unified_diff
from typing import Final

OPENING: Final = """\
A work plan comes to life: the Global Migration Group's, 2016–2018, seen on 2 May 2017.
No account is needed and nothing leaves this machine. All files go into the folder {folder}.
"""
CLOSING: Final = """\
The files
  {folder}/{document}   the document, as it was published
  {folder}/plan.yaml          the plan: edit it as you like, and sync
  {folder}/.workplan/         the tracker, and what is remembered between two syncs

Try next
  cd {folder}
  {command} tracker list --area 4
  {command} tracker show 2017-4-1.1
  {command} tracker close 2017-1-1.3 --as you
  {command} sync
  {command} history 2017-1-1.3
  mkdir ../our-plan && cd ../our-plan && {command} import YOUR-DOCUMENT.md
"""
MOVED: Final = "The demo of before is kept: the folder {folder} is called {earlier} now."
MADE_BY: Final = "Made by: workplan demo\n"
README: Final = f"""\
{MADE_BY}\
When the demo runs again, this folder is moved aside with all that is in it, to demo-1, demo-2
and so on. Nothing here is deleted or overwritten: work in it as you like.
"""


def step(number: int, what: str, commands: Sequence[str]) -> str:
    """The heading of one step, with the commands that do the same by hand."""
    typed = "".join(f"   $ workplan {command}\n" for command in commands)
    return f"\n{number}. {what}\n{typed}"


def changed_lines(before: str, after: str, name: str) -> str:
    """Only what changed, as a diff."""
    lines = unified_diff(before.splitlines(), after.splitlines(), name, name, n=0, lineterm="")
    return "".join(f"{line}\n" for line in lines)
