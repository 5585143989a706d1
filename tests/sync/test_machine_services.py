"""All laws at once over real HTTP: people edit both sides, runs die, and the line to the service fails."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from mappings.plan import Plan
from mappings.snapshot import Field
from sync.errors import Unavailable
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import GitHubRig, GitLabRig
from tests.servers.wire import FaultKind
from tests.sync.test_machine import SyncMachine, counted

LOST = [FaultKind.DROP_BEFORE, FaultKind.DROP_AFTER, FaultKind.STATUS_BEFORE, FaultKind.STATUS_AFTER]


class ServiceMachine(SyncMachine):
    """The same stories, on a server of their own."""

    rig: GitHubRig | GitLabRig

    def new_rig(self) -> GitHubRig | GitLabRig:
        raise NotImplementedError

    def make_world(self, whole: Plan) -> RemoteWorld:
        self.rig = self.new_rig()
        self.rig.__enter__()
        return RemoteWorld(whole, self.rig)

    def teardown(self) -> None:
        if hasattr(self, "rig"):
            self.rig.__exit__(None, None, None)

    @rule(kind=st.sampled_from([*LOST, FaultKind.CUT, FaultKind.HTML]), skip=st.integers(0, 12))
    def run_on_a_bad_line(self, kind: FaultKind, skip: int) -> None:
        """One request goes wrong, before or after the service has done what it asks."""
        fault = self.rig.server.fail(kind, skip=skip)
        self.lose(fault)

    @rule(kind=st.sampled_from(LOST), skip=st.integers(0, 3))
    def run_and_lose_creations(self, kind: FaultKind, skip: int) -> None:
        """Of what is made nobody hears whether it was."""
        fault = self.rig.server.fail(kind, "POST", skip=skip, times=3)
        self.lose(fault)

    def lose(self, fault: object) -> None:
        self.report = None
        try:
            self.world.sync()
        except Unavailable:
            pass
        finally:
            self.rig.server.faults.clear()


class GitHubMachine(ServiceMachine):
    native = frozenset()

    def new_rig(self) -> GitHubRig:
        return GitHubRig()


class GitLabMachine(ServiceMachine):
    native = frozenset({Field.DUE})

    def new_rig(self) -> GitLabRig:
        return GitLabRig()


PROFILE = settings(
    max_examples=int(os.environ.get("WORKPLAN_SERVICE_EXAMPLES", "12")),
    stateful_step_count=int(os.environ.get("WORKPLAN_MACHINE_STEPS", "20")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestGitHub = counted(GitHubMachine, PROFILE)
TestGitLab = counted(GitLabMachine, PROFILE)
