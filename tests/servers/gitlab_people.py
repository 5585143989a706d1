"""What people do in the browser, without HTTP: what they do is done, whatever their role."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import RLock
from typing import Any

from tests.servers import gitlab_issues as issues
from tests.servers import gitlab_register as register
from tests.servers.gitlab_quick import milestone_named
from tests.servers.gitlab_state import Award, Issue, Label, Milestone, Note, Project, User, World

EMOJI = {"+1": "thumbsup", "-1": "thumbsdown"}


class Person:
    """Someone at work in one project. Issues and milestones go by the numbers people see (iid)."""

    def __init__(self, world: World, lock: RLock, user: User, project: Project) -> None:
        self._world = world
        self._lock = lock
        self.user = user
        self.project = project

    def at(self, project: Project) -> Person:
        return Person(self._world, self._lock, self.user, project)

    @contextmanager
    def _acting(self) -> Iterator[World]:
        with self._lock:
            yield self._world

    def _edit(self, iid: int, **fields: Any) -> Person:
        with self._acting() as world:
            issues.edit_issue(world, self.project.issues[iid], self.user, fields)
        return self

    def close(self, iid: int, reason: str | None = None) -> Person:
        """Reasons are not kept here: GitLab has none, except that of a duplicate."""
        return self._edit(iid, state_event="close")

    def close_as_duplicate(self, iid: int, of: int) -> Person:
        with self._acting():
            self.project.issues[iid].duplicate_of = self.project.issues[of]
        return self.close(iid)

    def reopen(self, iid: int) -> Person:
        return self._edit(iid, state_event="reopen")

    def retitle(self, iid: int, title: str) -> Person:
        return self._edit(iid, title=title)

    def edit_body(self, iid: int, text: str) -> Person:
        return self._edit(iid, description=text)

    def relabel(self, iid: int, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> Person:
        with self._acting():
            fields = {"add_labels": self._labels(add), "remove_labels": self._labels(remove)}
        return self._edit(iid, **fields)

    def assign(self, iid: int, *usernames: str) -> Person:
        """On the free tier this replaces who was assigned."""
        new = [self._world.user(name) for name in usernames]
        old = self.project.issues[iid].assignees if self._world.tier == "premium" else ()
        return self._edit(iid, assignees=tuple(dict.fromkeys([*old, *new])))

    def unassign(self, iid: int, *usernames: str) -> Person:
        """All of them, if nobody is named."""
        gone = [self._world.user(name) for name in usernames]
        left = [one for one in self.project.issues[iid].assignees if usernames and one not in gone]
        return self._edit(iid, assignees=tuple(left))

    def due(self, iid: int, day: date | None) -> Person:
        return self._edit(iid, due_date=day)

    def move(self, iid: int, milestone: int | str | None) -> Person:
        """Into a milestone, named by its iid or title, or out of any."""
        return self._edit(iid, milestone=self._milestone(milestone))

    def lock_issue(self, iid: int, locked: bool = True) -> Person:
        return self._edit(iid, locked=locked)

    def make_confidential(self, iid: int, confidential: bool = True) -> Person:
        return self._edit(iid, confidential=confidential)

    def comment(self, iid: int, text: str) -> Note | None:
        """None where it was quick actions only."""
        with self._acting() as world:
            return issues.add_note(world, self.project.issues[iid], self.user, text).note

    def edit_comment(self, note: Note, text: str) -> Person:
        with self._acting() as world:
            issues.edit_note(world, self._holder(note), note, text)
        return self

    def delete_comment(self, note: Note) -> Person:
        with self._acting():
            issues.delete_note(self._holder(note), note)
        return self

    def react(self, on: Note | int, emoji: str = "+1") -> Award:
        """To a comment, or to the issue of a number."""
        name = EMOJI.get(emoji, emoji)
        with self._acting() as world:
            if isinstance(on, int):
                return register.add_award(world, self.project.issues[on], None, self.user, name)
            return register.add_award(world, self._holder(on), on, self.user, name)

    def create_issue(
        self,
        title: str,
        description: str | None = None,
        *,
        labels: tuple[str, ...] = (),
        milestone: int | str | None = None,
        assignees: tuple[str, ...] = (),
        due: date | None = None,
        kind: str = "issue",
    ) -> Issue:
        with self._acting() as world:
            fields: dict[str, Any] = {
                "title": title,
                "description": description,
                "labels": self._labels(labels),
                "milestone": self._milestone(milestone),
                "assignees": tuple(world.user(name) for name in assignees),
                "due_date": due,
                "kind": kind,
            }
            return issues.create_issue(world, self.project, self.user, fields)

    def delete_issue(self, iid: int) -> Person:
        with self._acting() as world:
            issues.delete_issue(world, self.project.issues[iid])
        return self

    def transfer(self, iid: int, project: Project) -> Issue:
        with self._acting() as world:
            return issues.move_issue(world, self.project.issues[iid], self.user, project)

    move_to = transfer

    def create_label(self, name: str, color: str = "#428bca", description: str | None = None) -> Label:
        with self._acting() as world:
            return register.create_label(world, self.project, self.user, name, color, description)

    def rename_label(self, name: str, new_name: str) -> Person:
        with self._acting() as world:
            label = self._label(name)
            register.edit_label(world, self.project, label, {"new_name": new_name})
        return self

    def delete_label(self, name: str) -> Person:
        with self._acting():
            register.delete_label(self.project, self._label(name))
        return self

    def create_milestone(
        self, title: str, *, due: date | None = None, start: date | None = None, description: str = ""
    ) -> Milestone:
        with self._acting() as world:
            fields = {"due_date": due, "start_date": start, "description": description}
            return register.create_milestone(world, self.project, self.user, title, fields)

    def edit_milestone(self, iid: int, **fields: Any) -> Person:
        """title, description, due, start (dates or None), state ("active" or "closed")."""
        names = {"due": "due_date", "start": "start_date"}
        asked = {names.get(name, name): value for name, value in fields.items()}
        if "state" in asked:
            asked["state_event"] = "close" if asked.pop("state") == "closed" else "activate"
        with self._acting() as world:
            register.edit_milestone(world, self._own_milestone(iid), asked)
        return self

    def delete_milestone(self, iid: int) -> Person:
        with self._acting() as world:
            register.delete_milestone(world, self.project, self._own_milestone(iid), self.user)
        return self

    def link(self, iid: int, other: int, kind: str = "relates_to") -> Person:
        with self._acting() as world:
            found = self.project.issues[iid], self.project.issues[other]
            register.add_link(world, *found, kind)
            register.touch_for_link(world, *found)
        return self

    def _holder(self, note: Note) -> Issue:
        return next(issue for issue in self.project.issues.values() if note in issue.notes)

    def _labels(self, names: tuple[str, ...]) -> list[Label]:
        found = [
            issues.find_or_create_label(self._world, self.project, self.user, name, True) for name in names
        ]
        return [label for label in found if label is not None]

    def _label(self, name: str) -> Label:
        return next(label for label in self.project.labels.values() if label.name == name)

    def _milestone(self, given: int | str | None) -> Milestone | None:
        if given is None:
            return None
        found = milestone_named(self._world, self.project, f'"{given}"')
        if found is None:
            raise KeyError(given)
        return found

    def _own_milestone(self, iid: int) -> Milestone:
        return next(one for one in self.project.milestones.values() if one.iid == iid)
