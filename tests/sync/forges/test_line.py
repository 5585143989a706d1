"""A request is repeated where that is safe, never where something could be made twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from sync.errors import Limited, Unavailable
from sync.forges.line import Answer, Ask, Line, NoAnswer
from sync.forges.pace import Budget, Pace
from tests.servers.simtime import START, SimulatedTime

GOOD = Answer(200, {}, {"number": 1})
BAD = Answer(502, {}, {"message": "Server Error"})
PAGE = Answer(200, {}, None, readable=False)
SILENCE = NoAnswer("cut off")
GET, PATCH = Ask("GET", "/issues"), Ask("PATCH", "/issues/1", body={"title": "x"})
PUT, DELETE = Ask("PUT", "/issues/1", body={"title": "x"}), Ask("DELETE", "/issues/1/labels/tbc")
POST = Ask("POST", "/issues", body={"title": "x"}, creates="issue")


def limit(seconds: int | None = None) -> Answer:
    return Answer(429, {} if seconds is None else {"retry-after": str(seconds)}, None)


def waits(answer: Answer, now: datetime) -> timedelta | None:
    """What such an answer asks for."""
    if answer.status != 429:
        return None
    return timedelta(seconds=int(answer.headers.get("retry-after", "0")))


class Service:
    """Answers in this order, then always well."""

    def __init__(self, *answers: Answer | NoAnswer, longest: timedelta = timedelta(hours=1)) -> None:
        self.answers = list(answers)
        self.time = SimulatedTime()
        self.asked: list[tuple[Ask, float]] = []
        pace = Pace({"request": (Budget(1000, timedelta(minutes=1)),)}, self.time, self.time.sleep, longest)
        self.line = Line("GitHub", self.send, pace, self.costs, waits)

    def send(self, ask: Ask) -> Answer:
        self.asked.append((ask, (self.time.at - START).total_seconds()))
        answer = self.answers.pop(0) if self.answers else GOOD
        if isinstance(answer, NoAnswer):
            raise answer
        return answer

    def costs(self, ask: Ask) -> Mapping[str, int]:
        return {"request": 1}

    @property
    def moments(self) -> list[float]:
        return [at for _, at in self.asked]


@pytest.mark.parametrize("ask", [GET, PATCH, PUT, DELETE])
@pytest.mark.parametrize("trouble", [SILENCE, BAD, Answer(503, {}, None), PAGE])
class TestWhatIsSafe:
    def test_it_is_asked_again(self, ask, trouble):
        """A read, and a write that sets what is absolute; each time a little later."""
        service = Service(trouble, trouble, trouble)
        assert service.line.ask(ask) == GOOD
        assert service.asked == [(ask, 0.0), (ask, 1.0), (ask, 3.0), (ask, 7.0)]

    def test_it_is_given_up_in_the_end(self, ask, trouble):
        """Nobody is asked for ever."""
        service = Service(*[trouble] * 10)
        said = "web page" if trouble is PAGE else "GitHub gave no usable answer, after 4 tries"
        with pytest.raises(Unavailable, match=said):
            service.line.ask(ask)
        assert len(service.asked) == 4


@pytest.mark.parametrize("trouble", [SILENCE, BAD, Answer(503, {}, None), PAGE])
def test_a_creation_goes_out_once(trouble):
    """Whether it was made nobody knows, and that is told."""
    service = Service(trouble)
    with pytest.raises(Unavailable, match="gave no answer when asked to make the issue") as told:
        service.line.ask(POST)
    assert not isinstance(told.value, Limited)
    assert service.asked == [(POST, 0.0)]


def test_a_refusal_is_an_answer():
    """Who asked decides what it means."""
    for status in (304, 401, 403, 404, 410, 422):
        service = Service(Answer(status, {}, None))
        assert service.line.ask(POST).status == status
        assert len(service.asked) == 1


class TestLimits:
    def test_a_creation_is_told_to_be_not_begun(self):
        """Once, and only then may it be asked again, after the wait that was asked for."""
        service = Service(limit(30))
        with pytest.raises(Limited):
            service.line.ask(POST)
        assert len(service.asked) == 1
        service.line.ask(POST)
        assert service.moments == [0.0, pytest.approx(30, abs=0.01)]

    def test_the_wait_that_is_asked_for_is_kept(self):
        """By whatever is asked next, too."""
        service = Service(limit(30), limit(90))
        assert service.line.ask(GET) == GOOD
        assert service.moments == [0.0, pytest.approx(30, abs=0.01), pytest.approx(120, abs=0.01)]

    def test_without_a_time_it_doubles(self):
        """One minute, two, four: and begins anew after a good answer."""
        service = Service(limit(), limit(), limit(), GOOD, limit())
        service.line.ask(GET)
        assert service.moments == [0.0] + [pytest.approx(at, abs=0.1) for at in (60, 180, 420)]
        service.line.ask(GET)
        assert service.moments[-1] - service.moments[-2] == pytest.approx(60, abs=0.1)

    def test_it_doubles_for_creations_too(self):
        """Each try is a request of its own."""
        service = Service(limit(), limit())
        for _ in range(2):
            with pytest.raises(Limited):
                service.line.ask(POST)
        service.line.ask(POST)
        assert service.moments == [0.0, pytest.approx(60, abs=0.1), pytest.approx(180, abs=0.1)]

    def test_it_is_given_up_in_the_end(self):
        """A service that never says yes."""
        service = Service(*[limit(10)] * 10)
        with pytest.raises(Unavailable, match="still refuses requests after 4 tries, as too many"):
            service.line.ask(GET)
        assert len(service.asked) == 4

    def test_too_long_a_wait_ends_the_run(self):
        """Nothing sleeps through the night."""
        service = Service(limit(7200))
        with pytest.raises(Unavailable, match="takes no more requests until 11:00"):
            service.line.ask(GET)
        assert service.time.at == START

    def test_a_creation_that_must_wait_too_long_was_not_begun(self):
        """It is known that nothing was made, however long the wait."""
        service = Service(limit(7200))
        with pytest.raises(Limited, match="takes no more requests until 11:00"):
            service.line.ask(POST)
        assert len(service.asked) == 1


def test_creations_are_told_before_they_go_out():
    """What is being made when the process dies has been spent all the same."""
    service, told = Service(SILENCE), []
    service.line.making = lambda what, at: told.append((what, at))
    with pytest.raises(Unavailable):
        service.line.ask(POST)
    service.line.ask(GET)
    service.line.ask(PATCH)
    assert {at for _, at in told} == {START}
    assert len(told) == len(service.line.costs(POST))


def test_each_request_is_spent():
    """Repeats included: the service counts them, too."""
    service = Service(SILENCE, SILENCE)
    service.line.ask(GET)
    assert service.line.pace.budgets["request"][0].total == 3
