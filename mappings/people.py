"""people.yaml: the plan's names and the accounts behind them. A name without an account fails nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Final, Self

from pydantic import BeforeValidator, ConfigDict, PrivateAttr, RootModel, StrictBool

from mappings.plan import Record

SERVICES: Final = ("github", "gitlab", "slack", "local")


def _account(value: object) -> object:
    return value.strip().removeprefix("@") or None if isinstance(value, str) else value


def _yes_or_no(value: object) -> object:
    """A scalar of the file is read as the text that stands there."""
    return {"true": True, "false": False}.get(value.lower(), value) if isinstance(value, str) else value


Account = Annotated[str | None, BeforeValidator(_account)]
Switch = Annotated[StrictBool, BeforeValidator(_yes_or_no)]


class Entry(Record):
    """The accounts behind a name. `area` (an area's id) and `year` limit where they hold.

    `digest`: a message of their own is sent to the account on Slack.
    """

    github: Account = None
    gitlab: Account = None
    slack: Account = None
    local: Account = None
    digest: Switch = False
    area: str | None = None
    year: int | None = None

    def account(self, service: str) -> str | None:
        accounts = {
            "github": self.github,
            "gitlab": self.gitlab,
            "slack": self.slack,
            "local": self.local,
        }
        return accounts.get(service)

    def holds(self, area: str | None, year: int | None) -> bool:
        return self.area in (None, area) and self.year in (None, year)

    @property
    def closeness(self) -> tuple[bool, bool]:
        """An entry for the very area goes before one for the year, and that before one for all."""
        return (self.area is not None, self.year is not None)


def _several(value: object) -> object:
    return (value,) if isinstance(value, Mapping) else value


class People(RootModel[Mapping[str, Annotated[tuple[Entry, ...], BeforeValidator(_several)]]]):
    """All names. One that means different bodies in different areas or years has several entries."""

    model_config = ConfigDict(frozen=True)

    _entries: Mapping[str, tuple[Entry, ...]] = PrivateAttr()
    _names: Mapping[tuple[str, str], str] = PrivateAttr()

    @classmethod
    def from_entries(cls, entries: Mapping[str, object]) -> Self:
        """From what people.yaml says. Raises pydantic.ValidationError."""
        return cls.model_validate(entries)

    def model_post_init(self, context: object, /) -> None:  # noqa: ARG002  pydantic's signature
        self._entries = {_folded(name): entries for name, entries in self.root.items()}
        names: dict[tuple[str, str], str] = {}
        for name, entries in self.root.items():
            for entry in entries:
                for service in SERVICES:
                    account = entry.account(service)
                    if account:
                        names.setdefault((service, account.casefold()), name)
        self._names = names

    def account_for(self, name: str, service: str, area: str | None, year: int | None) -> str | None:
        """The account behind a name of the plan in this place; None when there is none."""
        entry = self._nearest(name, service, area, year)
        return entry.account(service) if entry else None

    def told(self, name: str, area: str | None, year: int | None) -> str | None:
        """The account on Slack of one who asked for messages of their own."""
        entry = self._nearest(name, "slack", area, year)
        return entry.slack if entry and entry.digest else None

    def _nearest(self, name: str, service: str, area: str | None, year: int | None) -> Entry | None:
        entries = self._entries.get(_folded(name), ())
        fitting = [entry for entry in entries if entry.holds(area, year) and entry.account(service)]
        return max(fitting, key=lambda entry: entry.closeness, default=None)

    def name_for(self, account: str, service: str) -> str:
        """The name people know: the first one in the file with this account, else the account itself."""
        return self._names.get((service, account.casefold()), account)

    def knows(self, account: str, service: str) -> bool:
        """The account stands behind a name."""
        return (service, account.casefold()) in self._names

    @property
    def is_used(self) -> bool:
        """Somebody has an account: a list of names alone waits to be filled in."""
        return bool(self._names)

    def unmapped(self, names: Iterable[str], service: str) -> tuple[str, ...]:
        """The names without any account on this service, each once, in order."""
        found = dict.fromkeys(names)
        return tuple(
            name
            for name in found
            if not any(entry.account(service) for entry in self._entries.get(_folded(name), ()))
        )


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
