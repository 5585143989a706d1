"""The git repository that a plan file stands in: read and written by git's own plumbing, one file of it.

A commit is made from a tree of its own, never from the working copy or from what is staged there.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mappings.issue import Edit
from sync.errors import Invalid, Unavailable, Unsettled
from sync.gitcalls import Git, GitFailed, decoded, told

IDENTITY: Final = ("workplan", "workplan@localhost")
EMPTY: Final = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
"""The empty file: what git lists for a file that is only announced."""
UNDER_WAY: Final = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}
"""Files in git's folder, and what they say somebody is in the middle of."""


@dataclass(frozen=True, slots=True)
class Upstream:
    """Where a branch is pushed to."""

    remote: str
    branch: str

    @property
    def ref(self) -> str:
        return tracked(self.remote, self.branch)


def tracked(remote: str, branch: str) -> str:
    """What is known of a branch of a remote."""
    return f"refs/remotes/{remote}/{branch}"


class Repository(Git):
    """Raises Invalid where there is none, or no git."""

    def __init__(self, file: Path) -> None:
        self.file = file.resolve()
        super().__init__(self.file.parent)
        if not self.root.is_dir():
            raise Invalid(
                f"There is no folder {self.root}.", "Name the plan file in workplan.toml, [plan] file."
            )
        try:
            self.root = Path(self.git("rev-parse", "--show-toplevel"))
            self.private = Path(self.git("rev-parse", "--absolute-git-dir"))
        except GitFailed as error:
            raise Invalid(
                f"{self.file.name} is in no git repository that can be used ({told(error.said)}).",
                'Make one with: git init; or write in workplan.toml, [plan]: git = "off".',
            ) from None
        self.path = self.file.relative_to(self.root.resolve()).as_posix()

    # Where it stands.

    def head(self) -> str | None:
        return self.commit_of("HEAD")

    def commit_of(self, ref: str) -> str | None:
        return self.attempt("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}") or None

    def branch(self) -> str:
        name = self.attempt("symbolic-ref", "--quiet", "HEAD")
        if name is None:
            raise Unsettled(
                f"In {self.root} no branch is checked out, so nothing can be committed.",
                "Check one out with: git switch BRANCH",
            )
        return name.removeprefix("refs/heads/")

    def upstream(self) -> Upstream:
        branch = self.branch()
        remote = self.attempt("config", f"branch.{branch}.remote")
        merge = self.attempt("config", f"branch.{branch}.merge")
        if not remote or not merge:
            raise Invalid(
                f"The branch {branch} of {self.root} has nowhere to be pushed to.",
                f"Set it once with: git push -u origin {branch}",
            )
        if remote == "." or "/" in remote:
            raise Invalid(
                f"The branch {branch} of {self.root} is pushed to no remote with a name.",
                f"Name it: git remote add origin ADDRESS, then: git push -u origin {branch}",
            )
        return Upstream(remote, merge.removeprefix("refs/heads/"))

    def refuse_unsettled(self) -> None:
        """Raises Unsettled while somebody is in the middle of a merge or the like."""
        for name, what in UNDER_WAY.items():
            if (self.private / name).exists():
                raise Unsettled(
                    f"A {what} is under way in {self.root}. Nothing was done.",
                    f"Finish it, or give it up with: git {what} --abort",
                )

    def includes(self, commit: str, earlier: str) -> bool:
        return self.attempt("merge-base", "--is-ancestor", earlier, commit) is not None

    def base_of(self, one: str, other: str) -> str | None:
        return self.attempt("merge-base", one, other)

    def blob(self, commit: str | None) -> str | None:
        return commit and self.attempt("rev-parse", "--verify", "--quiet", f"{commit}:{self.path}")

    def text(self, commit: str | None) -> str | None:
        """The plan file in a commit, with the line ends that it has in the working copy."""
        return self.text_of(self.blob(commit))

    def text_of(self, blob: str | None) -> str | None:
        return blob and decoded(self.raw("cat-file", "--filters", f"--path={self.path}", blob))

    def author_of(self, line: int) -> Edit | None:
        """Who last committed this line of the plan file; None for what is not committed, or is our own."""
        told = self.attempt("blame", "--line-porcelain", "-L", f"{line},{line}", "--", self.path) or ""
        said = dict(one.partition(" ")[::2] for one in told.splitlines())
        who, at = said.get("author", ""), said.get("author-time", "")
        if told.startswith("0" * 40) or not at.isdecimal() or who == IDENTITY[0]:
            return None
        return Edit(who, datetime.fromtimestamp(int(at), UTC))

    def trailers(self, key: str, start: str, end: str) -> list[str]:
        """Of each commit after `start` up to `end`, newest first: this trailer, empty where it has none."""
        lines = self.git("log", f"--format=:{trailer(key)}", f"{start}..{end}").splitlines()
        return [line.removeprefix(":") for line in lines]

    def changes_plan_alone(self, commit: str) -> bool:
        names = self.git("diff-tree", "--no-commit-id", "--name-only", "--root", "-r", "-m", commit)
        return names.splitlines() == [self.path]

    def commits(self, start: str, end: str) -> list[str]:
        return self.git("rev-list", f"{start}..{end}").splitlines()

    def in_the_way(self, start: str, end: str) -> list[str]:
        """Other files that were changed between these commits, and here too."""
        theirs = set(self.git("diff", "--name-only", start, end).splitlines())
        here = {*self.git("diff", "--name-only", "HEAD").splitlines()}
        here |= {*self.git("ls-files", "--others", "--exclude-standard").splitlines()}
        return sorted((theirs & here) - {self.path})

    def last_trailer(self, key: str, end: str) -> str:
        """Of the newest commit of the plan file up to `end` that has one."""
        found = ("log", "-1", f"--grep=^{key}: ", f"--format={trailer(key)}", end, "--", self.path)
        return (self.attempt(*found) or "").strip()

    # What is made.

    def build(self, tree_of: str | None, parents: Sequence[str], text: str, message: str) -> str:
        """A commit with the tree of another one, and in it this text as the plan file."""
        blob = self.store(text)
        with tempfile.TemporaryDirectory() as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            if tree_of:
                self.git("read-tree", tree_of, environment=index)
            entry = f"{self.mode(tree_of)},{blob},{self.path}"
            self.git("update-index", "--add", "--cacheinfo", entry, environment=index)
            tree = self.git("write-tree", environment=index)
        ancestry = [part for parent in parents for part in ("-p", parent)]
        return self.git("commit-tree", tree, *ancestry, text=message, environment=self.identity())

    def store(self, text: str) -> str:
        return self.git("hash-object", "-w", "--stdin", "--path", self.path, text=text)

    def mode(self, commit: str | None) -> str:
        listed = self.attempt("ls-tree", commit, "--", self.path) if commit else None
        return listed.split()[0] if listed else "100644"

    def identity(self) -> dict[str, str]:
        """Whose commits these are: the bot's, with the repository's address where it has one."""
        name, usual = IDENTITY
        email = self.attempt("config", "user.email") or usual
        own = {"NAME": name, "EMAIL": email}
        said = {f"GIT_{who}_{what}": own[what] for who in ("AUTHOR", "COMMITTER") for what in own}
        return {key: os.environ.get(key, value) for key, value in said.items()}

    def advance(self, old: str | None, new: str, restage: Callable[[str], str]) -> bool:
        """The branch goes from `old` to `new`; False when somebody was faster.

        What is staged of the plan file goes first: after a crash in between it is our own commit's text that
        waits there, and no undoing of it. `restage` makes the same edits in a text that a person has staged.
        """
        self.stage(self.blob(old), self.blob(new), restage)
        try:
            self.git("update-ref", "-m", "workplan", "HEAD", new, old or "0" * 40)
        except GitFailed:
            if self.head() == old:
                raise
            return False
        return True

    def stage(self, old: str | None, new: str | None, restage: Callable[[str], str]) -> None:
        entries = self.git("ls-files", "--stage", "--", self.path).splitlines()
        if len(entries) > 1:
            raise Unsettled(
                f"{self.path} has two versions in git, which somebody has to bring together.",
                f"Correct it, then: git add {self.path}",
            )
        listed = entries[0].split() if entries else []
        staged = listed[1] if listed else None
        if staged == new or new is None or (staged is None and old is not None):
            return  # it is as it should be, or a person means to take it out of git
        if staged not in (None, old, EMPTY):
            new = self.store(restage(self.text_of(staged) or ""))
        mode = listed[0] if listed else "100644"
        try:
            self.git("update-index", "--add", "--cacheinfo", f"{mode},{new},{self.path}")
        except GitFailed as error:
            raise Unavailable(
                f"git is in use in {self.root} ({told(error.said)}).",
                "The next sync commits what was written.",
            ) from None

    def forward(self, commit: str) -> None:
        """Take what others pushed into the working copy. Raises Unsettled where that would overwrite."""
        try:
            self.git("merge", "--ff-only", "--quiet", commit)
        except GitFailed as error:
            raise Unsettled(
                f"What others pushed can't be taken into {self.root}: {told(error.said)}",
                "Commit or undo what was changed there, then: git pull",
            ) from None


def trailer(key: str) -> str:
    return f"%(trailers:key={key},valueonly,separator=%x2C)"
