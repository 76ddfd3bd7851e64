"""Looking again over days, run as a person runs it: due times, conditional requests, absence and return, rates."""

from datetime import UTC, datetime, timedelta

from tests.conftest import SETTINGS, Workspace
from tests.sample_articles import PROMOTION, UNRELATED
from tests.sample_site import FLOOD, SampleSite, article, prose, rss

START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def at(after: timedelta) -> tuple[str, str]:
    """The clock of a command, so long after the start."""
    return "--now", f"{START + after:%Y-%m-%dT%H:%M:%SZ}"


def events(workspace: Workspace) -> list[tuple[str, str]]:
    """What was told of the first item: (kind, date of the digest)."""
    (item,) = workspace.lines("export")
    return [(event["kind"], event["digest"]) for event in item["events"]]


def test_an_article_is_looked_at_by_the_ladder_and_costs_a_304(workspace: Workspace, site: SampleSite) -> None:
    """Each run is a process of its own: when it is due stands in the database. Nothing is asked for before its time."""
    path = site.carry(article("Flood", prose(1)))
    workspace.follow(site)
    asked = []
    for minutes in (0, 29, 31, 60, 89, 91, 239, 241, 700, 721, 1439, 1441, 3 * 1440 + 1, 7 * 1440 + 1, 30 * 1440):
        workspace.run(*at(timedelta(minutes=minutes)), "fetch")
        asked.append(site.asked(path))
    assert asked == [1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 8]
    assert [status for asked_path, status in site.requests if asked_path == path] == [200] + [304] * 7


def test_absence_over_days(workspace: Workspace, site: SampleSite) -> None:
    """Twice 404: missing, told that day. Fourteen days of it: removed, told once. It stands again: restored."""
    page = article("Flood", prose(1))
    path = site.carry(page)
    workspace.follow(site)
    workspace.run(*at(timedelta()), "fetch")
    site.drop(path)
    states: dict[str, float] = {}
    moment = HOUR
    while moment < 16 * DAY:
        workspace.run(*at(moment), "fetch")
        states.setdefault(workspace.items()[0]["status"], moment / DAY)
        moment += 7 * HOUR if moment < 2 * DAY else 25 * HOUR
    assert list(states) == ["live", "missing", "removed"]
    assert states["missing"] < 1
    assert 14 <= states["removed"] < 16
    asked = site.asked(path)
    workspace.run(*at(17 * DAY), "fetch")
    assert site.asked(path) == asked  # it is not looked for any more
    site.put(path, page)
    workspace.run(*at(20 * DAY), "fetch", "--url", site.base + path)
    assert workspace.items()[0]["status"] == "live"
    kinds, dates = zip(*events(workspace), strict=True)
    assert kinds == ("new", "missing", "removed", "restored")
    assert (dates[0], dates[1], dates[3]) == ("2026-11-03", "2026-11-03", "2026-11-23")
    assert "2026-11-17" <= dates[2] <= "2026-11-19"
    assert workspace.items()[0]["revision"] == 1


def test_a_move_keeps_the_old_address_and_is_told_once(workspace: Workspace, site: SampleSite) -> None:
    """A permanent redirect; both addresses lead to the item, and it is looked at under one of them."""
    page = article("Flood", prose(1))
    path = site.carry(page)
    workspace.follow(site)
    workspace.run(*at(timedelta()), "fetch")
    site.put("/archive/the-flood-of-november", page)
    site.put(path, "", status=301, headers={"Location": "/archive/the-flood-of-november"})
    for hours in (1, 2, 5, 13, 25):
        workspace.run(*at(hours * HOUR), "fetch")
    (item,) = workspace.items()
    assert item["url"].endswith("/archive/the-flood-of-november")
    assert [kind for kind, _ in events(workspace)] == ["new", "moved"]
    assert site.base + path in workspace.run("show", "1")


def test_edits_and_noise_of_a_source_are_shown(workspace: Workspace, site: SampleSite) -> None:
    """As shares of looks, for a program and for a person; nothing before the first second look."""
    path = site.carry(article("Flood", prose(1)))
    workspace.follow(site)
    workspace.run(*at(timedelta()), "fetch")
    (facts,) = workspace.lines("sources", "list", "--json")
    assert (facts["edit_rate"], facts["noise_rate"], facts["pace"]) == (None, None, 1)
    site.put(path, article("Flood", prose(1), aside="<li><a href='/b'>Another thing</a></li>"))
    workspace.run(*at(HOUR), "fetch", "--recheck")
    site.put(path, article("Flood", [*prose(1), "A sentence was added on the following day."]))
    workspace.run(*at(2 * HOUR), "fetch", "--recheck")
    (facts,) = workspace.lines("sources", "list", "--json")
    assert (round(facts["edit_rate"], 2), round(facts["noise_rate"], 2)) == (0.5, 0.5)
    assert "a look finds an edit in 50.0%, noise in 50.0% of cases" in workspace.run("sources", "list")


def test_a_host_s_budget_spares_the_middle_steps(workspace: Workspace, site: SampleSite) -> None:
    """Six articles fall due after twelve hours, and six may be looked at that day: of these three. The others go on
    at their next rung. Whoever asks by hand gets all."""
    site.publish(6)
    budget = SETTINGS.replace("delay: 0s,", "delay: 0s, rechecks_a_host_a_day: 6,")
    workspace.write(f'name: post, url: "{site.base}/feed.xml", recheck: [12h, 3d]', settings=budget)
    workspace.run(*at(-7 * HOUR), "fetch")  # at one in the morning
    before = len(site.requests)
    workspace.run(*at(6 * HOUR), "fetch")
    assert sum(path.startswith("/news/") for path, _ in site.requests[before:]) == 3
    before = len(site.requests)
    workspace.run(*at(7 * HOUR), "fetch")
    assert sum(path.startswith("/news/") for path, _ in site.requests[before:]) == 0
    before = len(site.requests)
    workspace.run(*at(8 * HOUR), "fetch", "--recheck")
    assert sum(path.startswith("/news/") for path, _ in site.requests[before:]) == 6


def test_a_new_template_is_a_notice_and_a_real_edit_still_shows(workspace: Workspace, site: SampleSite) -> None:
    """Five pages get a line on one day, and one of them a sentence of its own."""
    paths = [f"/news/{number}-a-report-of-its-own" for number in range(len(UNRELATED))]
    for path, (title, text) in zip(paths, UNRELATED, strict=True):
        site.put(path, article(title, list(text)))
    site.put("/feed.xml", rss(site.base, list(zip(paths, (title for title, _ in UNRELATED), strict=True))))
    workspace.follow(site)
    workspace.run(*at(timedelta()), "fetch")
    for path, (title, text) in zip(paths, UNRELATED, strict=True):
        own = ["A mediator was found on Friday, and boats left again at dusk."] if path == paths[3] else []
        site.put(path, article(title, [*text[:2], PROMOTION, *text[2:], *own]))
    for hours in (1, 2, 5):
        workspace.run(*at(hours * HOUR), "fetch", "--recheck")
    document = workspace.digest(*at(6 * HOUR))
    changed, (told,) = document["changed"], document["site_changes"]
    assert (told["host"], told["items"]) == ("127.0.0.1", [1, 2, 3, 4, 5])
    assert told["lines"] == [{"part": "added", "text": PROMOTION}]
    assert [(change["item"]["id"], change["kinds"]) for change in changed] == [(4, ["paragraph_added"])]
    assert "mediator" in str(changed[0]["diff"])
    assert "forty towns" not in str(changed[0]["diff"])
    for form in ("html", "md"):
        page = workspace.run(*at(6 * HOUR), "digest", "--format", form, "--stdout")
        assert page.count("127.0.0.1 changed 5 pages alike") == 1
        assert page.count("forty towns") == 1


def test_a_page_gone_once_is_not_missing(workspace: Workspace, site: SampleSite) -> None:
    """One 404 is an accident; nothing is told of it."""
    page = article("Flood", prose(1))
    site.carry(page)
    workspace.follow(site)
    workspace.run(*at(timedelta()), "fetch")
    site.drop(FLOOD)
    workspace.run(*at(HOUR), "fetch")
    site.put(FLOOD, page)
    workspace.run(*at(2 * HOUR), "fetch")
    document = workspace.digest(*at(3 * HOUR))
    assert (document["removed"], document["restored"], workspace.items()[0]["status"]) == ([], [], "live")
