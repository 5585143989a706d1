"""The steps of the Dockerfile, read, and carried out below a folder, where there is no engine for images."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.builders.docs import ROOT, document

BIN = Path(sys.executable).parent


@dataclass
class Stage:
    """From one FROM to the next: the instructions with what stands behind them."""

    base: str
    steps: list[tuple[str, str]] = field(default_factory=list)

    def all(self, word: str) -> list[str]:
        return [rest for one, rest in self.steps if one == word]

    def last(self, word: str) -> str:
        return self.all(word)[-1]

    def words(self, word: str) -> list[str]:
        """Of an instruction that is written as a JSON list."""
        found: list[str] = json.loads(self.last(word)[self.last(word).index("[") :])
        return found

    @property
    def variables(self) -> dict[str, str]:
        pairs = [pair.partition("=") for line in self.all("ENV") for pair in shlex.split(line)]
        return {name: value for name, _, value in pairs}


def stages() -> list[Stage]:
    text = re.sub(r"\\\n\s*", "", re.sub(r"^\s*#.*\n", "", document("Dockerfile"), flags=re.MULTILINE))
    found: list[Stage] = []
    for line in filter(str.strip, text.splitlines()):
        word, _, rest = line.strip().partition(" ")
        if word == "FROM":
            found.append(Stage(rest.partition(" ")[0]))
        else:
            found[-1].steps.append((word, rest))
    return found


def build(stage: Stage, root: Path) -> Path:
    """Carry out the stage that builds, with `root` for the root of its files. Its last folder.

    Its uv is the one that is here, with what it has fetched before; bytecode is left out, as it takes long.
    """
    environment = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}"}
    environment |= stage.variables | {
        "UV_NO_CACHE": "0",
        "UV_COMPILE_BYTECODE": "0",
        "UV_LINK_MODE": "hardlink",
    }
    environment.pop("VIRTUAL_ENV", None)
    folder = root
    for word, rest in stage.steps:
        match word:
            case "WORKDIR":
                folder = root / rest.removeprefix("/")
                folder.mkdir(parents=True)
            case "COPY":
                *sources, target = rest.split()
                for source in sources:
                    copy(ROOT / source, folder / target)
            case "RUN" if not rest.startswith("pip install "):
                subprocess.run(
                    ["sh", "-ec", rest], cwd=folder, env=environment, check=True, capture_output=True
                )
    return folder


def copy(source: Path, target: Path) -> None:
    """As COPY does it: of a folder what is in it, a file into a folder."""
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".workplan"))
    else:
        shutil.copy(source, target)
