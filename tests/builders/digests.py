"""Digests for tests: decided of a small plan, or of anything at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.digest import Closed, Conflict, DigestInputs, Links, Resolved, build_digest
from bot.digests.data import Digest
from bot.digests.inputs import Found, StrayKind
from mappings.plan import Plan, Status
from tests.builders.plans import activity, area, output, plan
from tests.hostile.corpus import CORPUS

TODAY = date(2017, 5, 2)
LINKS = Links(board="https://x.org/o/r/milestones", plan="plan.yaml")


def digest(made: Plan, today: date = TODAY, **more: Any) -> Digest:
    return build_digest(DigestInputs(made, today, **more))


def crowded(count: int, text: str, *, areas: int = 7) -> Digest:
    """Everything at once, and this text in each place that there is for one."""
    named = text if text.strip() else "plain words"
    when = ("April 2017", "28 April 2017", "2016", "January 2017", "TBC", "20 May 2017", "2016", None)
    made = [
        area(
            f"r{a}",
            named,
            output(
                f"o{a}",
                named,
                *(
                    activity(
                        f"a{n}",
                        named,
                        number=text,
                        timeframe=when[n // areas % len(when)],
                        lead=text if n % 3 else "TBC",
                        tbc_since={"timeframe": date(2016, 9, 1)},
                        issue=f"https://x.org/o/r/issues/{n}" if n % 5 else text,
                    )
                    for n in range(a, count, areas)
                ),
            ),
            kind=named,
            number=text,
            leads=(text, "IOM"),
        )
        for a in range(min(areas, count))
    ]
    some = [f"a{n}" for n in range(0, count, 3)][:40]
    return digest(
        plan(*made, area("lost", named), title=named, period="2016-2018"),
        closed=tuple(Closed(id, Status.COMPLETED, TODAY, text) for id in some),
        resolved=tuple(Resolved(id, "lead", text) for id in some),
        conflicts=tuple(Conflict(id, "lead", text, text) for id in some),
        strays=tuple(Found(kind, "a0", text) for kind in StrayKind),
        unmapped=(text, "IOM"),
        areas=("r0", text),
        links=Links(board=f"https://x.org/{len(text)}", plan=text),
        last_sync=datetime(2017, 5, 1, 8, 45),  # noqa: DTZ001
        late=TODAY - timedelta(days=1),
        token_expires=TODAY,
    )


@st.composite
def digests(draw: st.DrawFn) -> Digest:
    """Of nothing, of little, of thousands; with texts that are written to do harm."""
    texts = st.one_of(
        st.sampled_from(CORPUS), st.text(max_size=80), st.just('"\\' * 5_000), st.just("🎉" * 4_000)
    )
    return crowded(
        draw(st.sampled_from((0, 1, 8, 60, 200))), draw(texts), areas=draw(st.sampled_from((1, 7, 60)))
    )
