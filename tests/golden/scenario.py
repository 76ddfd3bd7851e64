"""Four papers, a ministry and a folder of documents over three weeks, with an event of each kind among them.

Pages are asked for through a proxy, so that hosts have names and nothing kept of them bears a port. Each source is read
by itself, since hosts are asked side by side and their pages would be numbered by chance.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.conftest import Workspace
from tests.golden import dump
from tests.golden.texts import TEXTS
from tests.sample_site import SampleSite, rss

POST, LEDGER, GAZETTE, COAST = "www.valley-post.example", "ledger.example", "gazette.example", "coast.example"
MINISTRY, CLOSED, ILL = "ministry.example", "closed.example", "ill.example"

_SETTINGS = """\
settings:
  timezone: Europe/Berlin
  digest: {{at: "07:00", base_url: "https://digests.example/"}}
  fetch: {{contact: "desk@example.org", delay: 0s, concurrency: 1, proxy: "{proxy}", allow_networks: ["127.0.0.0/8"]}}
sources:
"""

_SOURCES = (
    f'name: post, url: "http://{POST}/feed.xml", max_items: 40, tags: [valley]',
    f'name: ledger, url: "http://{LEDGER}/feed.json", primary: true',
    f'name: gazette, kind: sitemap, url: "http://{GAZETTE}/sitemap.xml", every: 6h',
    f'name: coast, kind: listing, url: "http://{COAST}/news/", exclude: [horoscope], recheck: [1h, 1d]',
    f'name: ministry, kind: page, url: "http://{MINISTRY}/notices"',
    "name: papers, path: papers",
    f'name: closed, kind: feed, url: "http://{CLOSED}/feed.xml"',
    f'name: ill, kind: feed, url: "http://{ILL}/feed.xml"',
)

_STRIP = "Paid for by readers in forty towns, this paper belongs to those who print it and to nobody else."
_BANNER = "Our pages look different from today on, and the crossword has moved to the back of the second section."
_HEAD = '<nav><a href="/">Home</a> <a href="/world">World</a></nav>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An article as it stands on a page."""

    title: str
    text: Sequence[str]
    author: str = "Ines Calder"
    published: str = "2026-10-23T05:00:00Z"
    head: str = ""
    site: str = "The Valley Post"
    tail: str = ""

    @property
    def html(self) -> str:
        """The whole page."""
        text = "".join(f"<p>{paragraph}</p>" for paragraph in self.text)
        return f"""<!doctype html><html lang="en"><head><title>{self.title} | {self.site}</title>
<meta property="og:title" content="{self.title}"><meta property="og:type" content="article">
<meta property="og:site_name" content="{self.site}"><meta name="author" content="{self.author}">
<meta property="article:published_time" content="{self.published}">{self.head}</head>
<body>{_HEAD}<main><article><h1>{self.title}</h1>{text}</article></main>
<footer>{self.tail}© {self.site}. All rights reserved.</footer></body></html>"""


def page(name: str, *more: str, old: str = "", new: str = "", **facts: str) -> Page:
    """The article of this name, with other words for some of its own, and some paragraphs after it."""
    title, text = TEXTS[name]
    words = tuple(paragraph.replace(old, new) if old else paragraph for paragraph in text)
    assert not old or words != text, f"{name} does not say {old!r}"
    return Page(**{"title": title, "text": (*words, *more), **facts})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What stands on the web."""

    site: SampleSite
    feed: dict[str, str] = field(default_factory=dict)
    """Title by path: what the Post's feed names."""

    def put(self, host: str, path: str, body: str | Page, **more: object) -> None:
        """Let an address answer so."""
        self.site.put(f"http://{host}{path}", body.html if isinstance(body, Page) else body, **more)

    def post(self, path: str, body: str | Page, title: str = "", **more: object) -> None:
        """Let a page of the Post answer so, and its feed name it."""
        self.put(POST, path, body, **more)
        self.feed.setdefault(path, title or (body.title if isinstance(body, Page) else path))
        self.put(POST, "/feed.xml", rss(f"http://{POST}", list(self.feed.items())))

    def drop(self, host: str, path: str) -> None:
        """Let an address answer 404."""
        self.site.drop(f"http://{host}{path}")


class Run:
    """Runs the program on the world, a command after the other, and keeps what it prints."""

    def __init__(self, workspace: Workspace, site: SampleSite) -> None:
        self.workspace = workspace
        self.world = World(site=site)
        self.printed: dump.Texts = {}
        self.now = ""
        self._site = site

    def mask(self, text: str) -> str:
        """Without the place of the folder and of the proxy."""
        return (
            dump.masked_measures(text)
            .replace(self._site.base, "http://PROXY")
            .replace(str(self.workspace.home), "HOME")
        )

    def fetch(self, *sources: str, again: bool = False) -> None:
        """Fetch these sources one by one."""
        for source in sources:
            self.say("fetch", source, *(["--recheck"] if again else []), "--json", into=f"fetch-{source}")

    def say(self, *arguments: str, into: str, exits: int | None = None) -> None:
        """Run a command at this time; what it printed goes to the end of a file."""
        code, out, err = self.workspace.call("--now", self.now, *arguments)
        assert exits is None or code == exits, f"{arguments} exited with {code}\n{out}\n{err}"
        out = dump.printed_json(out, self.mask) if out.startswith("{") else self.mask(out)
        words = " ".join(arguments)
        refusal = self.mask(err) if code and arguments[0] != "fetch" else ""  # else it is progress
        shown = f"$ dateline --now {self.now} {words}  (exits with {code})\n{out}{refusal}\n"
        name = f"commands/{into}.txt"
        self.printed[name] = self.printed.get(name, "") + shown

    def document(self, name: str, text: str) -> None:
        """Put a document into the folder of papers."""
        path = self.workspace.home / "papers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, (1_792_000_000, 1_792_000_000))


def run(workspace: Workspace, site: SampleSite) -> dump.Texts:
    """The whole scenario; all that it leaves."""
    going = Run(workspace, site)
    workspace.write(*_SOURCES, settings=_SETTINGS.format(proxy=site.base))
    parts = {
        "2026-10-23T08:00:00Z": _first,
        "2026-10-23T09:10:00Z": _edits,
        "2026-10-23T10:30:00Z": _edits_again,
        "2026-10-23T14:00:00Z": _afternoon,
        "2026-10-24T09:00:00Z": _next_day,
        "2026-10-25T08:00:00Z": _summer_time_has_ended,
        "2026-10-26T06:00:00Z": _by_hand,
        "2026-11-08T12:00:00Z": _two_weeks_later,
        "2026-11-09T12:00:00Z": _back,
    }
    for going.now, part in parts.items():
        part(going, going.world)
        going.say("digest", into="digest", exits=0)
    _ask(going)
    return {
        **going.printed,
        **dump.digests(workspace.home / "digests", going.mask),
        **dump.database(workspace.home / "db" / "dateline.db", going.mask, dump.as_they_are),
    }


# ── the rounds ────────────────────────────────────────────────────────────────────────────────────────────────────

_EDITED = {
    "toll": {"old": "12 people", "new": "17 people"},
    "minister": {"old": "Torvald", "new": "Torvik"},
    "bridge": {"title": "Bridge over the Elvra closed at once"},
    "mine": {"old": "was working", "new": "was not working"},
    "quote": {"old": "count the beds ourselves", "new": "count the days"},
    "typo": {"old": "recieved", "new": "received"},
    "byline": {"author": "Tomas Brandt"},
    "dated": {"published": "2026-10-22T05:00:00Z"},
    "halcyon": {"old": "nobody was hurt", "new": "all of them were unharmed"},
    "flapping": {"old": "two crowns", "new": "three crowns"},
}
_CORRECTED = "Correction: an earlier version of this article named the wrong month for the repair of the roof."
_RETITLED = ("minister", {"title": "A historian for the archive"})
_STEADY = ("lost", "moving", "captcha", "train")
_ELSEWHERE = f'<link rel="canonical" href="http://{GAZETTE}/somebody-elses">'


def _first(going: Run, world: World) -> None:
    """All is new: copies, a variant, an AMP view, addresses that are not believed, pages that cannot be read."""
    for name in (*_EDITED, "correction", *_STEADY):
        world.post(f"/news/{name}", page(name))
    amp = f'<link rel="amphtml" href="http://{POST}/news/amp/amp">'
    world.post("/news/amp", page("amp", head=amp))
    world.post("/news/amp/amp", page("amp", head=f'<link rel="canonical" href="http://{POST}/news/amp">'))
    world.post("/news/stated", page("stated", head=_ELSEWHERE))
    world.post("/latest", page("reused"))
    world.post("/news/paywall", page("paywall"))
    world.feed.update({"/news/never": "Never there", "/news/broken": "Broken"})
    world.post("/news/broken", "<h1>Error</h1>", status=500)
    _ledger(world, ("toll", {}), _RETITLED, ("halcyon2", {}))
    _gazette(world, "grain", "chess", "masks")
    _coast(world, "toll", "bridge", "radio", old="12 people", new="19 people")
    _ministry(world, 8)
    title, text = TEXTS["document"]
    going.document("old/statement.txt", "\n\n".join((title, "Date 2026-10-20", "LOCATION Tolland", *text)))
    going.document("report.md", "# A report on wells\n\n" + "\n\n".join(TEXTS["stated"][1][2:] + TEXTS["grain"][1][1:]))
    world.put(CLOSED, "/robots.txt", "User-agent: *\nDisallow: /\n", content_type="text/plain")
    world.put(POST, "/robots.txt", "User-agent: *\nDisallow: /private/\n", content_type="text/plain")
    world.post("/private/draft", page("heir"))
    world.put(ILL, "/feed.xml", "<h1>Error</h1>", status=503, headers={"Retry-After": "7200"})
    going.fetch("papers", "post", "ledger", "gazette", "coast", "ministry", "closed", "ill")


def _ledger(world: World, *articles: tuple[str, dict[str, str]]) -> None:
    """The Ledger's JSON feed of these articles, with other facts."""
    entries = []
    for name, facts in articles:
        article = page(name, **{"site": "The Ledger", "author": "", "published": "2026-10-23T06:00:00Z"} | facts)
        world.put(LEDGER, f"/a/{name}", article)
        entries.append({"id": name, "url": f"http://{LEDGER}/a/{name}", "title": article.title})
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Ledger", "items": entries}
    world.put(LEDGER, "/feed.json", json.dumps(feed), content_type="application/feed+json")


def _gazette(world: World, *names: str, day: str = "2026-10-23", banner: bool = False) -> None:
    """The Gazette's sitemap of these articles, each with the line that stands under all of them."""
    urls = ""
    for name in names:
        article = page(name, _STRIP, site="The Hill Gazette", published="2026-10-23T04:00:00Z")
        text = (article.text[0], _BANNER, *article.text[1:]) if banner else article.text
        world.put(GAZETTE, f"/{name}.html", Page(title=article.title, text=text, site=article.site))
        urls += f"<url><loc>http://{GAZETTE}/{name}.html</loc><lastmod>{day}</lastmod></url>"
    scheme = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    world.put(GAZETTE, "/sitemap.xml", f'<?xml version="1.0"?><urlset {scheme}>{urls}</urlset>')


def _coast(world: World, *names: str, old: str, new: str) -> None:
    """The Coast's section page. Its account of the boat has another number, its others are cut."""
    cards = ""
    for number, name in enumerate(names, 1):
        title, text = TEXTS[name]
        changed = [paragraph.replace(old, new) for paragraph in text]
        shown = Page(title=title, text=changed if name == "toll" else changed[:3], site="The Coast", author="")
        world.put(COAST, f"/news/2026/10/{number}-{name}-of-the-day", shown)
        cards += (
            f'<article><h2><a href="/news/2026/10/{number}-{name}-of-the-day">{title}</a></h2><p>More.</p></article>'
        )
    cards += '<article><h2><a href="/news/2026/10/9-your-horoscope-today">Your horoscope for today</a></h2></article>'
    world.put(COAST, "/news/", f"<html><body><main><h1>News</h1>{cards}</main></body></html>")


def _ministry(world: World, count: int) -> None:
    """A page that lists notices."""
    lines = "".join(f'<li><a href="/n/{n}">Notice number {n} on the dam at Velden</a></li>' for n in range(1, count))
    world.put(MINISTRY, "/notices", f"<title>Notices</title><main><h1>Notices</h1><ul>{lines}</ul></main>")


def _edits(going: Run, world: World) -> None:
    """An edit of each kind; one page is gone, one asks for a captcha, one is a teaser, one is another article."""
    for name, facts in _EDITED.items():
        world.post(f"/news/{name}", page(name, **facts))
    world.post("/news/correction", page("correction", _CORRECTED))
    world.drop(POST, "/news/lost")
    check = "<title>Just a moment…</title><h1>Verify you are human</h1><p>Checking your browser.</p>"
    world.post("/news/captcha", check + '<script src="/recaptcha.js"></script>')
    closed = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    title, text = TEXTS["paywall"]
    world.post("/news/paywall", Page(title=title, text=text[:4], head=closed))
    world.post("/latest", page("heir"))
    going.fetch("post", "gazette", "coast", again=True)


def _edits_again(going: Run, world: World) -> None:
    """What was doubted is confirmed or comes back; a version returns; the permanent move."""
    world.post("/news/flapping", page("flapping"))
    world.post("/news/moving", "", status=301, headers={"Location": "/archive/glass"})
    world.put(POST, "/archive/glass", page("moving"))
    going.fetch("post", "coast", again=True)


def _afternoon(going: Run, world: World) -> None:
    """A version comes and goes; a document turns up on the web; stories get further accounts; the list is longer."""
    world.post("/news/flapping", page("flapping", **_EDITED["flapping"]))
    world.post("/news/captcha", page("captcha"))
    world.post("/news/document", page("document"))
    _ledger(
        world, ("toll", {}), ("minister", {"title": "A historian for the archive"}), ("halcyon2", {}), ("quote", {})
    )
    _gazette(world, "grain", "chess", "masks", "radio", "halcyon3", day="2026-10-23T13:00:00Z")
    _ministry(world, 10)
    going.document("report.md", "# A report on wells\n\n" + "\n\n".join(TEXTS["stated"][1][2:]) + "\n\nAdded later.")
    going.fetch("post", "papers", "ledger", "gazette", "ministry", again=True)


def _next_day(going: Run, world: World) -> None:
    """What is due: most of it is the same, and a server says so. One host changes all its pages."""
    world.post("/news/flapping", page("flapping"))
    _gazette(world, "grain", "chess", "masks", "radio", "halcyon3", day="2026-10-24", banner=True)
    going.fetch("post", "ledger", "coast", "closed", "ill", "papers")
    going.fetch("gazette", again=True)


def _summer_time_has_ended(going: Run, world: World) -> None:
    """A day of 25 hours, a page with noise and no edit, a second edit, a table of what is still missing."""
    world.post("/news/train", page("train", tail="<p>4,211 readers today</p>"))
    world.post("/news/toll", page("toll", "Two more were found on Sunday.", old="12 people", new="23 people"))
    going.fetch("post", "gazette", again=True)
    going.fetch("ministry", "coast")


def _by_hand(going: Run, world: World) -> None:
    """One page is asked for, two items are merged and two are parted."""
    world.put("by-hand.example", "/page", page("reused", site="By Hand", published="2026-10-26T05:00:00Z"))
    going.say("fetch", "--url", "http://by-hand.example/page", "--json", into="fetch-by-hand")
    items = {item["url"]: item["id"] for item in going.workspace.items()}
    grain, chess = (str(items[f"http://{GAZETTE}/{name}.html"]) for name in ("grain", "chess"))
    copy = next(str(item["id"]) for item in going.workspace.items() if item["copy_of"] is not None)
    going.say("items", "merge", grain, chess, "--json", into="items-merge", exits=0)
    going.say("items", "split", copy, into="items-merge", exits=0)
    going.say("fetch", "--json", into="fetch-all")


def _two_weeks_later(going: Run, _world: World) -> None:
    """After a pause: what was missing is removed."""
    going.fetch("post", "papers")


def _back(going: Run, world: World) -> None:
    """And stands again."""
    world.post("/news/lost", page("lost"))
    going.say("fetch", "--url", f"http://{POST}/news/lost", "--json", into="fetch-by-hand", exits=0)
    going.fetch("post", "ledger", "gazette", "coast", "ministry")


# ── what is asked afterwards ──────────────────────────────────────────────────────────────────────────────────────

_ASKED = (
    ("items", "--json"),
    ("items",),
    ("items", "--query", "ferry OR boat"),
    ("items", "--changed-since", "20d", "--kind", "number"),
    ("items", "--since", "2d"),
    ("sources", "list"),
    ("sources", "list", "--json"),
    ("status",),
    ("status", "--json"),
    ("export",),
    ("replay",),
    ("replay", "--json"),
    ("digest", "--date", "2026-10-24", "--format", "md", "--stdout"),
    ("explain", "http://nowhere.example/"),
)


def _ask(going: Run) -> None:
    """Run every command that shows something; every item is shown, explained and compared."""
    for arguments in _ASKED:
        name = "-".join(word.strip("-").split(":")[0].replace(" ", "-") for word in arguments)
        going.say(*arguments, into=name)
    for item in going.workspace.items():
        going.say("show", str(item["id"]), into="show")
        going.say("diff", str(item["id"]), into="diff")
        going.say("explain", str(item["id"]), into="explain")
    for path in ("/news/toll", "/latest", "/news/amp/amp", "/news/never", "/private/draft"):
        going.say("explain", f"http://{POST}{path}", "--json", into="explain-urls")
    going.say("diff", "1", "--json", into="diff-json")
    going.say("show", "1", "--json", into="show-json")
