import asyncio
from datetime import timedelta

import pytest

from service.errors import ConnectFailed
from service.fetch.politeness import MAX_DELAY, OUTAGE_LIFETIME, Outages, Politeness
from service.fetch.target import Target

from .conftest import Clock, VirtualLoop

PAGE = Target.parse("https://news.test/a")


async def _takes(politeness: Politeness, host: str, seconds: float, log: list[tuple[str, float]]) -> None:
    async with politeness.turn(host):
        log.append((host, asyncio.get_running_loop().time()))
        await asyncio.sleep(seconds)


def _run(virtual: VirtualLoop, politeness: Politeness, *requests: tuple[str, float]) -> list[tuple[str, float]]:
    log: list[tuple[str, float]] = []

    async def all_at_once() -> None:
        await asyncio.gather(*(_takes(politeness, host, seconds, log) for host, seconds in requests))

    virtual.run_until_complete(all_at_once())
    return [(host, round(at, 6)) for host, at in log]


def test_starts_at_one_host_are_spaced(virtual: VirtualLoop) -> None:
    """The delay lies between the starts, not between an end and a start; other hosts do not wait."""
    log = _run(virtual, Politeness(timedelta(seconds=2), 16), ("a", 0.5), ("a", 0.5), ("b", 0.5), ("a", 0.5))
    assert log == [("a", 0), ("b", 0), ("a", 2), ("a", 4)]


def test_one_request_at_a_time_goes_to_a_host(virtual: VirtualLoop) -> None:
    """A request longer than the delay is waited for."""
    log = _run(virtual, Politeness(timedelta(seconds=2), 16), ("a", 5), ("a", 5))
    assert log == [("a", 0), ("a", 5)]


def test_the_limit_over_all_hosts_holds(virtual: VirtualLoop) -> None:
    """No more than `concurrency` requests are in flight."""
    log = _run(virtual, Politeness(timedelta(0), 2), ("a", 3), ("b", 3), ("c", 3), ("d", 3))
    assert [at for _, at in log] == [0, 0, 3, 3]


def test_waiting_for_a_host_holds_no_place(virtual: VirtualLoop) -> None:
    """Who waits for the delay of one host does not keep another host from being asked."""
    log = _run(virtual, Politeness(timedelta(seconds=50), 1), ("a", 1), ("a", 1), ("b", 1), ("c", 1))
    assert log == [("a", 0), ("b", 1), ("c", 2), ("a", 50)]


def test_a_host_can_ask_for_more_delay_but_not_for_any(virtual: VirtualLoop) -> None:
    """Crawl-delay raises the delay, is held to a minute, and never lowers it."""
    politeness = Politeness(timedelta(seconds=2), 16)
    politeness.slow_down("a", timedelta(days=1))
    politeness.slow_down("b", timedelta(seconds=1))
    log = _run(virtual, politeness, ("a", 0), ("a", 0), ("b", 0), ("b", 0))
    assert sorted(log) == [("a", 0), ("a", MAX_DELAY.total_seconds()), ("b", 0), ("b", 2)]


def test_a_cancelled_turn_is_given_back(virtual: VirtualLoop) -> None:
    """Whoever is cancelled, waiting or inside, leaves the host and the place to the next."""
    politeness = Politeness(timedelta(0), 1)
    log: list[tuple[str, float]] = []

    async def story() -> None:
        tasks = [asyncio.ensure_future(_takes(politeness, "a", 1000, [])) for _ in range(3)]
        await asyncio.sleep(1)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await _takes(politeness, "a", 0, log)

    virtual.run_until_complete(story())
    assert log == [("a", 1)]


def test_an_outage_is_remembered_for_a_while(clock: Clock) -> None:
    """The next URL of a dead origin fails at once, with the same trouble and its own URL; later it is tried again."""
    outages = Outages(clock)
    outages.check(PAGE)
    outages.note(PAGE, ConnectFailed("news.test: connection refused", url=PAGE.url))
    for _ in range(2):
        with pytest.raises(ConnectFailed, match="refused") as caught:
            outages.check(PAGE.join("/b"))
        assert caught.value.url == "https://news.test/b"
        assert isinstance(caught.value.__cause__, ConnectFailed)
    outages.check(Target.parse("http://news.test/a"))
    clock.now += OUTAGE_LIFETIME
    outages.check(PAGE)
