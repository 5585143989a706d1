"""The digest decided and put into blocks, and how many messages it takes; part of `make bench`."""

from __future__ import annotations

from datetime import date

from bot.digest import DigestInputs, build_digest
from bot.digests.posts import posts_of
from bot.text.digest_words import ENGLISH
from mappings.plan import Plan
from tests.bench_rows import gmg_plan, large_plan, row, seconds

TODAY = date(2017, 5, 2)


def bench_digest() -> None:
    bench_plan("the sample plan, 229 activities", gmg_plan(), "–")
    bench_plan("a plan of 1,000 activities", large_plan(1_000), "50 ms, 4 messages")
    bench_plan("a plan of 10,000 activities", large_plan(10_000), "–")


def bench_plan(what: str, plan: Plan, bound: str) -> None:
    inputs = DigestInputs(plan, TODAY)
    digest = build_digest(inputs)
    _, thread = posts_of(digest, ENGLISH)
    took = seconds(lambda: posts_of(build_digest(inputs), ENGLISH), 15)
    told = f"{took * 1000:.0f} ms; {len(digest.entries)} activities in {1 + len(thread)} messages"
    row(f"the digest of {what}, decided and in blocks", told, bound)


if __name__ == "__main__":
    bench_digest()
