"""One run: observe, reconcile, apply. The order of effects and of commits is the order in `sync` below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from mappings.issues import Mirror, plan_snapshots
from mappings.plan import Plan
from mappings.snapshot import DERIVED, Field, Kind, Side
from sync.changes import Step, StepKind
from sync.create import create_items, create_labels, relink_items
from sync.decide import Circumstances, Key
from sync.errors import WorkplanError
from sync.guard import Limits, guard
from sync.hear import hear
from sync.inward import write_links, write_plan
from sync.journal import old_copies, settle
from sync.keep import keep
from sync.memory import EndRun, Failed, Reconsider
from sync.merge import reconcile
from sync.outward import edit_items, reopened_by_people
from sync.owner import claim
from sync.paper import PaperMemory, PaperPlan, PaperTracker
from sync.ports import Forge, ForgeReader, MemoryReader, MemoryStore, PlanReader, PlanStore
from sync.propose import propose
from sync.records import link_key, records, value
from sync.refuse import (
    refuse_older_state,
    refuse_other_kinds,
    refuse_other_place,
    refuse_other_plan,
    refuse_sudden_emptiness,
)
from sync.report import Finding, FindingKind, Report
from sync.run import Progress, Run, silent, stays
from sync.seen import observe
from sync.tell import tell
from sync.view import look
from sync.waiting import land, overtaken, settle_waiting

ROUNDS = 3
"""A value that a person changes again and again while a run looks is left for the next run."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a run may depend on beside what it sees."""

    mirror: Callable[[Plan], Mirror]
    """What of the plan is mirrored, and how."""
    writer: str
    """Who writes here, if nobody does yet: a random id, kept from then on."""
    zone: tzinfo
    """The plan's time zone: the closing day of an issue is a day there."""
    accepted: frozenset[str] = frozenset()
    choices: Mapping[Key, Side] = field(default_factory=dict)
    person: str | None = None
    """Who made these choices."""
    limits: Limits = field(default_factory=Limits)
    public: bool = False
    """The plan may be written to a project that everyone can read."""
    origin: str = ""
    """The settings that lead to the tracker: after a move the old one is found again by them."""
    trusted: frozenset[str] = frozenset()
    """Accounts of programs that close issues on somebody's behalf, in lower case."""
    reassign: bool = False
    """Look up anew whom to assign."""
    leaving: Callable[[], bool] = stays
    """The process was asked to end: the run finishes what it has in hand, and stops writing."""
    longest: timedelta = timedelta(minutes=10)
    """After this a run stops writing, and the next one observes again."""


def preview(
    forge: ForgeReader,
    plan: PlanReader,
    state: MemoryReader,
    options: Options,
    clock: Callable[[], datetime],
) -> Report:
    """What a sync would do now. The readers handed in cannot write; the run goes over copies."""
    paper = PaperTracker(forge, clock)
    return sync(paper, PaperPlan(plan), PaperMemory(state), options, clock)


def sync(
    forge: Forge,
    plan: PlanStore,
    state: MemoryStore,
    options: Options,
    clock: Callable[[], datetime],
    progress: Progress = silent,
) -> Report:
    """Bring both sides together. The caller holds the lock.

    Raises Refused when nothing may be done at all, Unavailable when the tracker stopped answering: what was
    under way is then settled by the next run.
    """
    run = begin(forge, plan, state, options, clock)
    run.progress = progress
    try:
        carry_out(run, options)
    except WorkplanError as error:
        run.break_off(error)
        raise
    return run.report


def carry_out(run: Run, options: Options) -> None:
    see(run, options)
    refuse_sudden_emptiness(run)
    refuse_other_kinds(run)
    if not run.memory.bases:
        run.answered += lost_state(run)
        claim(run)  # an empty state takes over before it remembers anything
    if run.taken_over:
        run.seen = observe(run.forge, run.memory)
        see(run, options)
    if options.reassign:
        run.commit([Reconsider()])
    settle_journal(run, options)
    hear(run)
    if run.effects:
        see(run, options)
    outward = take_in(run, options)
    if outward or run.view.absent or run.view.relinks:
        claim(run)
    before = run.effects
    relink_items(run)
    create_items(run)
    if run.effects != before:
        see(run, options)
        outward = take_in(run, options)
    if outward:
        create_labels(run)  # those that an edit puts on, with their colours
    edit_items(run, [*outward, *reopened_by_people(run, outward)])
    propose(run)
    write_links(run)
    tell(run)
    if run.plan.waits:
        land(run)
    finish(run)


def begin(
    forge: Forge, plan: PlanStore, state: MemoryStore, options: Options, clock: Callable[[], datetime]
) -> Run:
    """Read all three: what is remembered, the tracker, and the plan."""
    memory = state.load()
    refuse_other_place(memory, forge)
    seen = observe(forge, memory)
    document = plan.read()
    refuse_other_plan(memory, document.plan.plan.id, plan.name)
    refuse_older_state(memory, plan)
    return Run(
        forge=forge,
        plan=plan,
        state=state,
        clock=clock,
        zone=options.zone,
        leaving=options.leaving,
        longest=options.longest,
        writer=memory.writer or options.writer,
        public=options.public,
        origin=options.origin,
        seen=seen,
        document=document,
        memory=memory,
        choices=dict(options.choices),
        chosen=frozenset(options.choices),
        person=options.person,
        report=Report(mirrored=len(memory.links), first=not memory.links),
    )


def see(run: Run, options: Options) -> None:
    """Put both sides next to each other, as they stand by now."""
    mirror = options.mirror(run.document.plan)
    run.records = records(run.document.plan)
    addresses = {
        item: value(record, "issue") or value(record, "milestone") for item, record in run.records.items()
    }
    run.view = look(run.seen, run.memory, mirror, plan_snapshots(mirror), addresses, run.trusts)


def settle_journal(run: Run, options: Options) -> None:
    if not run.memory.open:
        return
    if run.plan.waits:
        settle_waiting(run)
    raw = {(one.item, one.key): value(run.records.get(one.item), one.key) for one in run.memory.open}
    consistent, version, now = run.forge.capabilities.consistent, run.plan_version, run.clock()
    left = [one for one in run.memory.open if (one.item, one.key) not in run.document.declined]
    known = replace(run.memory, open=tuple(left))
    settled = settle(run.view, run.seen, known, consistent, version, now, raw)
    run.waiting = settled.waiting
    run.answered += [overtaken(intent) for intent in settled.overtaken]
    run.commit(settled.changes)
    see(run, options)


def take_in(run: Run, options: Options) -> list[Step]:
    """Take the tracker's edits into the plan, with what follows from them; what is left goes outward."""
    for _ in range(ROUNDS):
        steps = decide(run, options)
        inward = [step for step in steps if step.side is Side.PLAN]
        if not inward:
            return steps
        write_plan(run, inward)
        see(run, options)
    return [step for step in decide(run, options, announce=False) if step.side is Side.FORGE]


def expected(run: Run, step: Step, hiding: frozenset[str]) -> bool:
    """No mass edit, however many: a person chose it, it completes what was just made, it puts a label back.

    `hiding`: items of which something shall not be shown any more, with all that follows from it.
    """
    return (
        (step.item, step.field) in run.choices
        or step.item in run.created
        or (step.item, step.field) in run.view.restore
        or (step.field in (Field.PARENT, Field.MILESTONE) and step.old is None)
        or (step.item in hiding and step.field in DERIVED)
        or (step.field == Field.STATUS and step.side is Side.FORGE and step.item in run.memory.unsaid)
    )


def decide(run: Run, options: Options, announce: bool = True) -> list[Step]:
    """Reconcile, guard, and remember in one transaction what needs no effect."""
    raw = {
        (write.item, write.field): value(run.records.get(write.item), write.field)
        for write in run.memory.plan_writes
    }
    outdated = old_copies(run.memory, run.view.plan, raw)
    run.outdated = outdated = outdated - (run.plan.deliberate(outdated) if outdated else frozenset())
    circumstances = Circumstances(
        native={
            Kind.ACTIVITY: run.forge.capabilities.issue_dates,
            Kind.OUTPUT: run.forge.capabilities.milestone_dates,
            Kind.AREA: run.forge.capabilities.milestone_dates,
            Kind.PARENT: run.forge.capabilities.issue_dates,
            Kind.COPY: run.forge.capabilities.issue_dates,
        },
        earlier=run.memory.earlier,
        written=run.memory.written,
        standing=run.memory.standing,
        outdated=outdated,
        restore=run.view.restore,
        split=run.view.split,
        choices=run.choices,
        closed_by_programs=run.closed_by_programs(options.trusted),
    )
    decisions = reconcile(run.view.plan, run.view.forge, run.memory.bases, circumstances)
    steps = [step for step in decisions.steps if run.seen.complete or step.kind is not StepKind.CLOSE]
    parents, milestones = {*run.view.parents}, {None, *run.view.numbers}
    steps = [step for step in steps if step.field != Field.PARENT or step.new in parents]
    steps = [step for step in steps if step.field != Field.MILESTONE or step.new in milestones]
    hiding = frozenset(step.item for step in steps if step.field == Field.LEFT_OUT)
    usual = [step for step in steps if not expected(run, step, hiding)]
    chosen = [step for step in steps if expected(run, step, hiding)]
    guarded = guard(usual, len(run.view.forge), options.accepted, options.limits)
    known = {refused.hash for refused in run.report.guarded}
    run.report.guarded += [refused for refused in guarded.refused if refused.hash not in known]
    steps = [*chosen, *guarded.allowed]
    old = [Finding(FindingKind.OLD_COPY, item, name) for item, name in sorted(outdated)]
    partial = () if run.seen.complete else (Finding(FindingKind.PARTIAL, ""),)
    found = (*partial, *run.view.findings, *run.answered, *waiting(run), *old, *told_once(run))
    run.report.findings = list(dict.fromkeys(found))
    keep(run, decisions, [step for step in steps if announce and step.side is Side.PLAN])
    return steps


def lost_state(run: Run) -> list[Finding]:
    """Links in the plan that nothing remembers: there was a state, and it is gone."""
    linked = [run.records[link.item] for link in run.view.adopted]
    known = [record for record in linked if value(record, link_key(record))]
    return [Finding(FindingKind.STATE_LOST, "", str(len(known)))] if known else []


def waiting(run: Run) -> list[Finding]:
    return [Finding(FindingKind.WAITING, item) for item in run.view.absent if item in run.waiting]


def told_once(run: Run) -> list[Finding]:
    """What an earlier look of this run has found, mended or noted: a later one does not see it any more."""
    kinds = (FindingKind.OLD_COPY, FindingKind.REMOVED)
    return [finding for finding in run.report.findings if finding.kind in kinds]


def finish(run: Run) -> None:
    run.report.mirrored = sum(not link.removed for link in run.memory.links.values())
    now, code, trouble = run.clock(), run.report.code, run.report.trouble
    run.commit(
        [EndRun(run.number, now, code, run.report.whole), *([Failed(now, code, trouble)] if trouble else [])]
    )
