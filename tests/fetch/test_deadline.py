import asyncio
from datetime import timedelta

from service.fetch.deadline import Deadline

from .conftest import VirtualLoop


def test_pauses_do_not_count(virtual: VirtualLoop) -> None:
    """What is left shrinks with time, except while paused, even when the pause ends in an error."""

    async def story() -> list[float]:
        deadline = Deadline(timedelta(seconds=30))
        await asyncio.sleep(4)
        seen = [deadline.left]
        try:
            with deadline.paused():
                await asyncio.sleep(100)
                raise LookupError
        except LookupError:
            seen.append(deadline.left)
        await asyncio.sleep(30)
        return [*seen, deadline.left, deadline.spent]

    assert virtual.run_until_complete(story()) == [26, 26, -4, 34]


def test_a_sooner_deadline_never_outlives_its_own(virtual: VirtualLoop) -> None:
    """A connection gets its own limit, or what is left of the page's where that is less, down to nothing."""

    async def story() -> list[float]:
        deadline = Deadline(timedelta(seconds=30))
        seen = [deadline.within(timedelta(seconds=10)).left]
        await asyncio.sleep(25)
        seen.append(deadline.within(timedelta(seconds=10)).left)
        await asyncio.sleep(25)
        return [*seen, deadline.within(timedelta(seconds=10)).left]

    assert virtual.run_until_complete(story()) == [10, 5, 0]
