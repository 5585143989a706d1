"""What can be set in workplan.toml or by WORKPLAN_<SECTION>__<KEY>, and the defaults that hold without."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from config.addresses import listening, web_address
from config.recurrence import read_days, read_recurrence

PREFIX = "WORKPLAN_"
BETWEEN = "__"


def known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (LookupError, OSError, ValueError) as error:
        raise ValueError("no time zone of this name is known") from error
    return name


def database(url: str) -> str:
    if "://" not in url or url.removeprefix("sqlite:///") in ("", ":memory:") or url == "sqlite://":
        raise ValueError("this names no database that stays")
    if url.partition("://")[2].partition("/")[0].count("@") > 1:
        raise ValueError("a sign @ in a password is written %40")
    return url


def recurring(text: str) -> str:
    read_recurrence(text)
    return text


def on_days(text: str) -> str:
    read_days(text)
    return text


def listed(value: object) -> object:
    """In an environment variable a list is written with commas."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def written(value: object) -> object:
    """GitLab's number of a project may be written as a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def yes_or_no(value: object) -> object:
    """Only what is plainly meant: an environment variable has no other way than words."""
    return {"true": True, "false": False}.get(value.lower(), value) if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(listed)]
LeftOut = Literal["timeframe", "lead", "funding", "tasks"]
Name = Annotated[str, Field(min_length=1)]
Switch = Annotated[StrictBool, BeforeValidator(yes_or_no)]


class Section(BaseModel):
    """Unknown keys are refused: a misspelt setting would otherwise silently do nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PlanSection(Section):
    """The plan file, and what becomes of its changes in git. `language` is that of the digest."""

    file: Name = "plan.yaml"
    git: Literal["off", "commit", "push", "request"] = "off"
    language: Literal["en", "fr", "es"] = "en"


class ForgeSection(Section):
    """Where milestones and issues are.

    `project` is "owner/repository" on GitHub, "group/project" or its number on GitLab. `url` is the file of
    the embedded tracker, the root of GitHub's API, or the GitLab server; empty: the usual place.
    """

    kind: Literal["local", "github", "gitlab"] = "local"
    project: Annotated[str, BeforeValidator(written)] = ""
    url: str = ""
    public: Switch = False


class LimitsSection(Section):
    """How fast a service is asked: by its documented limits, unless a server has others."""

    github_creations_per_minute: int = Field(default=80, ge=1)
    github_creations_per_hour: int = Field(default=500, ge=1)
    github_points_per_minute: int = Field(default=900, ge=10)
    gitlab_requests_per_minute: int = Field(default=2000, ge=10)
    gitlab_issues_per_minute: int = Field(default=200, ge=1)
    gitlab_notes_per_minute: int = Field(default=60, ge=1)
    slack_messages_per_minute: int = Field(default=60, ge=1)
    """Into one channel."""
    longest_wait_minutes: int = Field(default=60, ge=1)
    """A run does not wait longer than that for a service that asks it to."""
    sweep_hours: int = Field(default=24, ge=1)
    """How often everything is read, to find what was deleted or moved."""


class StateSection(Section):
    """What is remembered between two runs."""

    url: Annotated[str, AfterValidator(database)] = "sqlite:///.workplan/state.db"


class MirrorSection(Section):
    """What the tracker shows of the plan."""

    outputs: Literal["milestones", "issues", "both"] = "milestones"
    leave_out: Annotated[tuple[LeftOut, ...], NoDecode, BeforeValidator(listed)] = ()
    lead_labels: Switch = False


class MergeSection(Section):
    """Whose word counts. A program that closes an issue is asked back, unless it is named here."""

    trusted_bots: Annotated[tuple[str, ...], NoDecode, BeforeValidator(listed)] = ()


class GuardSection(Section):
    """More changes of one kind than this share of the items, and than this count, are refused at first."""

    share: float = Field(default=0.20, ge=0, le=1)
    count: int = Field(default=10, ge=0)


class ScheduleSection(Section):
    """When `workplan run` syncs and posts the digest, in words, by the clock of the time zone."""

    timezone: Annotated[str, AfterValidator(known_zone)] = "UTC"
    """Where a day begins and ends."""
    sync: Annotated[str, AfterValidator(recurring)] = "every 15 minutes"
    digest: Annotated[str, AfterValidator(on_days)] = "mon 09:00"
    holidays: Annotated[tuple[date, ...], NoDecode, BeforeValidator(listed)] = ()
    """Days that are no working days, besides Saturdays and Sundays."""


class SlackSection(Section):
    """Where the digest is posted. Its token comes from the environment."""

    channel: str = ""
    """ "#name", "name" or an id; empty: the digest is printed, never posted."""
    url: str = ""
    """Empty: Slack itself; else the root that the names of its methods are added to."""
    areas: Mapping[str, Name] = {}
    """An area's id -> the channel that gets a digest of this area alone."""
    quiet: Literal["line", "silence"] = "line"
    """What a week with nothing to tell is worth."""


class BoardSection(Section):
    """The pages that people look at, and, with the embedded tracker, act on."""

    listen: Annotated[str, AfterValidator(listening)] = "127.0.0.1:8765"
    """Host and port; empty: `workplan run` serves no pages."""
    hosts: Names = ()
    """Names by which browsers may ask for it, beside those of this machine."""
    proxies: Names = ()
    """Addresses of proxies that say who asks."""
    proxy_header: str = ""
    """In which header they do."""
    editors: Names = ()
    """Whom of these may act; the others read."""


class ServiceSection(Section):
    """What `workplan run` offers to other programs: health, metrics, signed webhooks."""

    listen: Annotated[str, AfterValidator(listening)] = "127.0.0.1:8766"
    """Host and port; empty: nothing is served."""
    heartbeat: Annotated[str, AfterValidator(web_address)] = ""
    """An address that is asked after each good sync, so that somebody notices when there is none."""


class PeopleSection(Section):
    """The accounts behind the plan's names."""

    file: Name = "people.yaml"


class Settings(BaseSettings):
    """One plan's settings. The environment goes before the file."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        env_prefix=PREFIX,
        env_nested_delimiter=BETWEEN,
    )

    plan: PlanSection = PlanSection()
    forge: ForgeSection = ForgeSection()
    state: StateSection = StateSection()
    mirror: MirrorSection = MirrorSection()
    merge: MergeSection = MergeSection()
    guard: GuardSection = GuardSection()
    limits: LimitsSection = LimitsSection()
    schedule: ScheduleSection = ScheduleSection()
    slack: SlackSection = SlackSection()
    people: PeopleSection = PeopleSection()
    board: BoardSection = BoardSection()
    service: ServiceSection = ServiceSection()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, init_settings
