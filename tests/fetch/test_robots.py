import asyncio
from datetime import timedelta

import pytest

from service.errors import FetchError, RobotsDisallowed, TimedOut
from service.fetch.robots import Robots, RobotsRules
from service.fetch.target import Target
from service.models import RobotsRecord

from .conftest import Clock

ORIGIN = "https://news.test"
PAGE = Target.parse(f"{ORIGIN}/world/1")
RULES = b"User-agent: *\nDisallow: /world\nCrawl-delay: 7\n"


class SampleSite:
    """Answers for robots.txt, counting how often it is asked; an int is a status, an error is raised."""

    def __init__(self, clock: Clock, *answers: bytes | int | FetchError) -> None:
        self.asked = 0
        self._clock = clock
        self._answers = list(answers)

    async def __call__(self, origin: str) -> RobotsRecord:
        self.asked += 1
        await asyncio.sleep(0)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, FetchError):
            raise answer
        status, body = (200, answer) if isinstance(answer, bytes) else (answer, b"")
        return RobotsRecord(origin=origin, fetched_at=self._clock(), status=status, body=body)


def _robots(clock: Clock, site: SampleSite, *known: RobotsRecord) -> Robots:
    return Robots({record.origin: record for record in known}, clock=clock, read=site)


RULE_CASES = {
    "no rules": (b"", True),
    "all forbidden": (b"User-agent: *\nDisallow: /", False),
    "another path": (b"User-agent: *\nDisallow: /sport", True),
    "we are named": (b"User-agent: Dateline\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
    "we are let in": (b"User-agent: *\nDisallow: /\n\nUser-agent: dateline\nAllow: /", True),
    "another is named": (b"User-agent: OtherBot\nDisallow: /", True),
    "the longer rule prevails": (b"User-agent: *\nDisallow: /\nAllow: /world/", True),
    "wildcards": (b"User-agent: *\nDisallow: /*/1$", False),
    "others are named with us": (b"User-agent: A\nUser-agent: Dateline\nUser-agent: B\nDisallow: /", False),
    "others are named with all": (b"useragent A\nUser-agent: *\nUser-agent: B\nDisallow: /", False),
    "others after us": (b"User-agent: Dateline\nAllow: /\n\nUser-agent: A\nUser-agent: B\nDisallow: /", True),
    "a longer name than ours": (b"User-agent: Datelines\nDisallow: /", True),
    "byte order mark": (b"\xef\xbb\xbfUser-agent: *\nDisallow: /", False),
    "not UTF-8": (b"# caf\xe9\nUser-agent: *\nDisallow: /", False),
    "a web page": (b"<!doctype html><title>Welcome</title>", True),
    "many wildcards": (b"User-agent: *\nDisallow: /" + b"*w" * 5000, True),
}


@pytest.mark.parametrize(("body", "allowed"), RULE_CASES.values(), ids=RULE_CASES)
async def test_rules_are_obeyed(clock: Clock, body: bytes, allowed: bool) -> None:
    """The rules for our name hold, else those for all; junk forbids nothing."""
    robots = _robots(clock, SampleSite(clock, body))
    if allowed:
        await robots.admit(PAGE)
        return
    with pytest.raises(RobotsDisallowed, match=r"robots\.txt of news\.test forbids /world/1") as caught:
        await robots.admit(PAGE)
    assert caught.value.url == PAGE.url


def test_hostile_files_are_read_in_no_time() -> None:
    """Thousands of names for thousands of rules, which multiply in the parser, are read as one group of strangers."""
    names = b"".join(b"User-agent: a%d\nUser-agent: d%sx\n" % (number, b"*" * (number % 50)) for number in range(4500))
    body = names + b"Disallow: /\n" * 30_000 + b"User-Agent : Dat*e # us\nDisallow: /world"
    record = RobotsRecord(origin=ORIGIN, fetched_at=Clock()(), status=200, body=body)
    rules = RobotsRules.read(record)
    assert not rules.allow(PAGE.url)
    assert rules.allow(f"{ORIGIN}/sport")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 302])
async def test_where_there_is_none_all_is_allowed(clock: Clock, status: int) -> None:
    """4xx means there are no rules, RFC 9309, 2.3.1.3; and that is kept for a day as well."""
    robots = _robots(clock, SampleSite(clock, status))
    assert await robots.admit(PAGE) == timedelta(0)
    assert [record.status for record in robots.learned] == [status]


async def test_crawl_delay_is_told(clock: Clock) -> None:
    """The delay of the group that holds for us is handed on, also an absurd one."""
    assert await _robots(clock, SampleSite(clock, RULES)).admit(Target.parse(f"{ORIGIN}/")) == timedelta(seconds=7)
    absurd = b"User-agent: *\nCrawl-delay: 1e300"
    assert await _robots(clock, SampleSite(clock, absurd)).admit(PAGE) == timedelta(days=1)


async def test_it_is_asked_for_once_a_day(clock: Clock) -> None:
    """However many pages are fetched at once, an origin is asked once, and again after 24 hours."""
    site = SampleSite(clock, b"")
    robots = _robots(clock, site)
    await asyncio.gather(*(robots.admit(PAGE) for _ in range(10)))
    clock.move(hours=23, minutes=59)
    await robots.admit(PAGE)
    assert site.asked == 1
    clock.move(minutes=1)
    await robots.admit(PAGE)
    assert site.asked == 2
    await robots.admit(Target.parse("http://news.test/"))
    assert site.asked == 3
    assert sorted(record.origin for record in robots.learned) == ["http://news.test", ORIGIN]


@pytest.mark.parametrize(("hours", "asked"), [(1, 0), (25, 1), (-1, 1)], ids=["fresh", "stale", "from the future"])
async def test_a_kept_record_holds_for_a_day(clock: Clock, hours: int, asked: int) -> None:
    """A record from an earlier run is used while fresh, and is not learned anew."""
    site = SampleSite(clock, RULES)
    known = RobotsRecord(origin=ORIGIN, fetched_at=clock() - timedelta(hours=hours), status=200, body=RULES)
    robots = _robots(clock, site, known)
    with pytest.raises(RobotsDisallowed):
        await robots.admit(PAGE)
    assert (site.asked, len(robots.learned)) == (asked, asked)


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_server_in_trouble_forbids_all(clock: Clock, status: int) -> None:
    """Without an earlier record, 429 and 5xx forbid (RFC 9309, 2.3.1.4), are not kept, and are soon asked again."""
    site = SampleSite(clock, status, b"")
    robots = _robots(clock, site)
    for _ in range(3):
        with pytest.raises(RobotsDisallowed, match=f"answered {status}"):
            await robots.admit(PAGE)
    assert (site.asked, robots.learned) == (1, ())
    clock.move(minutes=10)
    await robots.admit(PAGE)
    assert site.asked == 2


async def test_a_server_in_trouble_is_held_to_its_last_rules(clock: Clock) -> None:
    """An earlier record stands, however old, while the server answers 5xx; a kept failure does not."""
    old = clock() - timedelta(days=40)
    site = SampleSite(clock, 503)
    robots = _robots(clock, site, RobotsRecord(origin=ORIGIN, fetched_at=old, status=200, body=RULES))
    assert await robots.admit(Target.parse(f"{ORIGIN}/sport")) == timedelta(seconds=7)
    with pytest.raises(RobotsDisallowed, match="forbids /world/1"):
        await robots.admit(PAGE)
    assert (site.asked, robots.learned) == (1, ())
    failed = _robots(clock, SampleSite(clock, 503), RobotsRecord(origin=ORIGIN, fetched_at=old, status=0))
    with pytest.raises(RobotsDisallowed, match="answered 503"):
        await failed.admit(PAGE)


async def test_a_dead_host_is_tried_once(clock: Clock) -> None:
    """No answer at all is that trouble for every page of the origin, and the next attempt waits a while."""
    site = SampleSite(clock, TimedOut("no answer from news.test within 10 s", url="x"), b"")
    robots = _robots(clock, site)
    results = await asyncio.gather(*(robots.admit(PAGE) for _ in range(20)), return_exceptions=True)
    assert {(type(error), str(error)) for error in results} == {(TimedOut, "no answer from news.test within 10 s")}
    assert (site.asked, robots.learned) == (1, ())
    clock.move(minutes=10)
    await robots.admit(PAGE)
