"""A factory of days: entries and coverage with the wealth of a real one."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from service.digest.build import build
from service.digest.digest_document import DigestDocument
from service.models import (
    ChangedFigure,
    Citation,
    Coverage,
    DiffBlock,
    DiffRun,
    Edit,
    Entry,
    EventKind,
    Health,
    Item,
    ItemStatus,
    LateCopies,
    NamedItem,
    Op,
    PublishedCopy,
    ReportedUpdate,
    SiteChange,
    SourceCoverage,
    UnreadLink,
    Update,
    Window,
)

PARIS = ZoneInfo("Europe/Paris")
CLOSED = datetime(2026, 11, 21, 6, tzinfo=UTC)
DAY = Window(date="2026-11-21", start=CLOSED - timedelta(days=1), end=CLOSED)
UNWELL = (Health.FAILING, Health.BLOCKED, Health.UNSEEN)


class Factory:
    """Makes values with every field set, where a test names only what it is about."""

    def __init__(self) -> None:
        self.events = 0

    def item(self, id: int = 1, **fields: Any) -> Item:
        values: dict[str, Any] = {
            "id": id,
            "url": f"https://www.courier.example/world/{id}",
            "title": f"Council agrees on item {id}",
            "byline": "Mara Lindqvist",
            "published": CLOSED - timedelta(hours=id % 20, minutes=7),
            "modified": None,
            "language": "en",
            "site": "The Harbour Courier",
            "lead": "The council has agreed.",
            "text": "The council has agreed. Work starts in May. It will cost 3.5 million.",
            "notes": (),
            "cites": (),
            "sources": ("courier-world",),
            "first_seen": CLOSED - timedelta(hours=id % 20),
            "last_seen": CLOSED,
            "revision": 1,
            "status": ItemStatus.LIVE,
        }
        return Item(**values | fields)

    def entry(self, kind: EventKind = EventKind.NEW, item: Item | None = None, **fields: Any) -> Entry:
        self.events += 1
        item = item or self.item(self.events)
        values: dict[str, Any] = {"event": self.events, "kind": kind, "at": CLOSED - timedelta(hours=2), "item": item}
        return Entry(**values | fields)

    def change(self, item: Item | None = None, *, kinds: tuple[str, ...] = ("number",), **fields: Any) -> Entry:
        runs = (
            DiffRun(op=Op.EQUAL, text="At least "),
            DiffRun(op=Op.DELETE, text="12"),
            DiffRun(op=Op.INSERT, text="17"),
            DiffRun(op=Op.EQUAL, text=" people were hurt."),
        )
        edit = Edit(kinds=kinds, summary="12 → 17 people", diff=(DiffBlock(part="text", runs=runs),))
        values: dict[str, Any] = {"from_revision": 1, "to_revision": 2, "edit": edit}
        return self.entry(EventKind.CHANGED, item, **values | fields)

    def named(self, id: int = 900, **fields: Any) -> NamedItem:
        """An item that was told forty days ago."""
        long_ago = CLOSED - timedelta(days=40)
        values: dict[str, Any] = {
            "item": id,
            "url": f"https://ledger.example/{id}",
            "title": "Dozens injured in bus crash, child dead",
            "site": "Northern Ledger",
            "published": long_ago,
            "first_seen": long_ago,
            "status": ItemStatus.LIVE,
            "told": "2026-10-12",
        }
        return NamedItem(**values | fields)

    def update(
        self,
        item: Item,
        *,
        base: NamedItem | None = None,
        adds: tuple[str, ...] = ("Five people have died.",),
        figures: tuple[tuple[str, str, str], ...] = (("dead", "child", "five"),),
        correction: bool = False,
        root: int | None = None,
        **fields: Any,
    ) -> Entry:
        """A new item that repeats `base` and adds to it."""
        base = base or self.named()
        changed = tuple(ChangedFigure(what=what, before=before, after=after) for what, before, after in figures)
        update = Update(base=base.item, adds=adds, figures=changed, is_correction=correction)
        reported = ReportedUpdate(update=update, base=base, root=root or base.item)
        return self.entry(EventKind.NEW, item, update=reported, **fields)

    def late(self, item: NamedItem, *sites: str) -> LateCopies:
        """Copies of an item at these sites."""
        copies = tuple(
            PublishedCopy(url=f"https://{number:02}.example/a", site=site, source="ledger", first_seen=CLOSED)
            for number, site in enumerate(sites)
        )
        return LateCopies(lead=item.item, item=item, copies=copies)

    def source(self, name: str = "courier-world", health: Health = Health.OK, **fields: Any) -> SourceCoverage:
        values: dict[str, Any] = {
            "source": name,
            "kind": "feed",
            "url": f"https://{name}.example/feed.xml",
            "health": health,
            "checks": 0 if health is Health.UNSEEN else 24,
            "unchanged": 0 if health in UNWELL else 20,
            "new": 3,
            "changed": 0,
            "last_ok": None if health in UNWELL else CLOSED - timedelta(minutes=25),
        }
        return SourceCoverage(**values | fields)

    def document(
        self,
        *entries: Entry,
        coverage: Coverage | None = None,
        final: bool = True,
        window: Window = DAY,
        site_changes: tuple[SiteChange, ...] = (),
        late_copies: tuple[LateCopies, ...] = (),
    ) -> DigestDocument:
        coverage = Coverage(sources=(self.source(),)) if coverage is None else coverage
        return build(
            window, entries, coverage, zone=PARIS, final=final, site_changes=site_changes, late_copies=late_copies
        )

    def rich_entries(self) -> tuple[Entry, ...]:
        """A full day: twelve new items in three scripts, a story, edits, a suspected removal, a move, a return."""
        return (*self._new(), *self._edits(), *self._notices())

    def rich_coverage(self) -> Coverage:
        return Coverage(
            sources=(
                self.source("courier-world", new=6),
                self.source("ledger", kind="sitemap", new=2, changed=1),
                self.source("relief-watch", kind="listing", new=1),
                self.source("al-mirsad", new=2),
                self.source("seed", kind="folder", url="file:///srv/dateline/db/seed", checks=1, unchanged=0, new=2),
                self.source("ministry-page", kind="page", new=0, changed=1),
                self.source("coast-radio", Health.SILENT, new=0, last_ok=CLOSED - timedelta(hours=1)),
                self.source(
                    "north-agency",
                    Health.BLOCKED,
                    new=0,
                    unchanged=0,
                    last_ok=CLOSED - timedelta(days=2, hours=3),
                    error="https://north-agency.example/feed.xml: 403 Forbidden; the site refuses us",
                ),
                self.source(
                    "valley-post",
                    Health.FAILING,
                    new=0,
                    unchanged=0,
                    last_ok=None,
                    error="valley-post.example: no answer within 30 s",
                ),
                self.source("harbour-office", Health.UNSEEN, new=0, last_ok=CLOSED - timedelta(days=9)),
                self.source("city-wire", Health.DRIFTING, new=0, error="no links for three looks"),
            ),
            unread=(
                UnreadLink(
                    url="https://www.courier.example/world/inquiry-opens",
                    title="Inquiry opens into the harbour loan",
                    source="courier-world",
                    error="500 Internal Server Error",
                    since=CLOSED - timedelta(hours=5),
                ),
            ),
        )

    def rich_document(self, *, final: bool = True) -> DigestDocument:
        return self.document(*self.rich_entries(), coverage=self.rich_coverage(), final=final)

    def _new(self) -> tuple[Entry, ...]:
        copies = tuple(
            PublishedCopy(
                url=f"https://copy-{number}.example/a",
                site=site,
                source="ledger",
                first_seen=CLOSED - timedelta(hours=4),
            )
            for number, site in enumerate(("Northern Ledger", "Valley Post", "صحيفة المرصاد"))
        )
        return (
            self.entry(
                item=self.item(
                    41,
                    title="Ferry with 212 aboard runs aground off Kestrel Point; rescue goes on through the night",
                    text=(
                        "Sandhaven, 20 November 2026\n\nA ferry with 212 people aboard ran aground off Kestrel Point "
                        "late on Friday, the coastguard said. By 4 a.m. on Saturday 187 had been taken off by two "
                        "lifeboats and a helicopter. Nobody was reported dead."
                    ),
                    story=7,
                    notes=("Correction: an earlier version gave the ferry's name wrongly.",),
                ),
                copies=copies,
            ),
            self.entry(
                item=self.item(
                    42,
                    url="https://ledger.example/news/ferry-warning",
                    site="Northern Ledger",
                    title="Ferry had been warned of shoals, says harbour master",
                    byline="Tomas Okonkwo-Reyes",
                    text="The harbour master warned the ferry twice, he told this paper. The company denies it.",
                    story=7,
                    sources=("ledger",),
                )
            ),
            self.entry(
                item=self.item(
                    43,
                    url="https://al-mirsad.example/2026/11/21/abbara",
                    title="جنوح عبّارة تقلّ 212 راكبًا قبالة رأس العوسق وعمليات الإنقاذ مستمرة",
                    byline="ليلى حدّاد",
                    language="ar",
                    site="صحيفة المرصاد",
                    text=(
                        "جنحت عبّارة تقلّ 212 راكبًا مساء الجمعة قبالة رأس العوسق. "
                        "وقال خفر السواحل إن 187 شخصًا نُقلوا إلى البر."
                    ),
                    story=7,
                    sources=("al-mirsad",),
                )
            ),
            self.entry(
                item=self.item(
                    44,
                    url="https://al-mirsad.example/2026/11/20/maa",
                    title="مجلس البلدة يؤجل التصويت على مشروع المياه",
                    byline=None,
                    language="ar",
                    site="صحيفة المرصاد",
                    text=(
                        "أجّل مجلس البلدة التصويت على مشروع المياه إلى الأسبوع المقبل. "
                        "هل يملك المجلس المال؟ لا أحد يجيب."
                    ),
                    sources=("al-mirsad",),
                )
            ),
            self.entry(
                item=self.item(
                    45,
                    title="Relief convoy reaches Tarn valley after eleven days",
                    url="https://reliefwatch.example/updates/tarn-convoy",
                    site="Relief Watch",
                    byline=None,
                    text=(
                        "The first convoy in eleven days reached the Tarn valley on Friday. "
                        "It brought flour for 3.5 weeks, Dr. A. Moreau said."
                    ),
                    sources=("relief-watch",),
                    variant_of=17,
                )
            ),
            self.entry(
                item=self.item(
                    46,
                    title=None,
                    url="file:///srv/dateline/db/seed/letter-from-the-envoy.txt",
                    site=None,
                    byline=None,
                    published=datetime(2017, 3, 17, tzinfo=UTC),
                    text=(
                        "Port Amaro, 17 March 2017\n\nDear Madam Secretary,\n\nI have carefully considered your "
                        "message conveyed through the head of office and assure you that at no point have I questioned "
                        "your right to order the withdrawal of the report. Nor do I doubt your commitment."
                    ),
                    lead=None,
                    sources=("seed",),
                    cites=(Citation(url="https://envoy.example/letter", title="Envoy's office"),),
                )
            ),
            self.entry(
                item=self.item(
                    47,
                    title="港口贷款调查启动",
                    language="zh",
                    site="东岸日报",
                    url="https://dongan.example/a/47",
                    byline="记者 李明",
                    text="市议会周五决定对港口贷款展开调查。调查委员会由九人组成。结果将于明年公布。",
                )
            ),
            *(
                self.entry(
                    item=self.item(
                        50 + number,
                        title=title,
                        published=None if number == 2 else CLOSED - timedelta(hours=3 * number, minutes=11),
                        text="It was decided late on Friday, officials said. The decision takes effect at once.",
                    )
                )
                for number, title in enumerate(
                    (
                        "Teachers vote to end three-week strike",
                        "Court upholds ban on night flights over the old town, and orders the airport to publish every "
                        "exemption it has granted since 2019, together with the reasons given for each of them",
                        "Two ministers resign over harbour loan",
                        "Grain price falls for a fifth week",
                        "Museum returns carved door to Ostrava family",
                    )
                )
            ),
        )

    def _edits(self) -> tuple[Entry, ...]:
        title = DiffBlock(
            part="title",
            runs=(
                DiffRun(op=Op.EQUAL, text="Blast at grain store "),
                DiffRun(op=Op.DELETE, text="hurts 12"),
                DiffRun(op=Op.INSERT, text="kills 3, hurts 17"),
            ),
        )
        text = DiffBlock(
            part="text",
            runs=(
                DiffRun(
                    op=Op.EQUAL, text="Police said the fire brigade was called shortly after noon. " * 3 + "At least "
                ),
                DiffRun(op=Op.DELETE, text="12"),
                DiffRun(op=Op.INSERT, text="17"),
                DiffRun(op=Op.EQUAL, text=" people were hurt, "),
                DiffRun(op=Op.DELETE, text="none of them badly"),
                DiffRun(op=Op.INSERT, text="three of whom died in hospital"),
                DiffRun(op=Op.EQUAL, text=", the ministry said. " + "The store belongs to a cooperative. " * 6),
            ),
        )
        reworded = DiffBlock(
            part="text",
            runs=(
                DiffRun(op=Op.EQUAL, text="The minister "),
                DiffRun(op=Op.DELETE, text="stressed"),
                DiffRun(op=Op.INSERT, text="said"),
                DiffRun(op=Op.EQUAL, text=" that talks go on."),
            ),
        )
        return (
            self.change(
                self.item(31, title="Blast at grain store kills 3, hurts 17", revision=3),
                kinds=("headline", "number"),
                from_revision=2,
                to_revision=3,
                edit=Edit(
                    kinds=("headline", "number", "negation"),
                    summary="“Blast at grain store hurts 12” → “Blast at grain store kills 3, hurts 17”",
                    diff=(title, text),
                ),
            ),
            self.change(
                self.item(32, title="Budget office sees deficit of 4.1 per cent", site="Ministry of Finance"),
                edit=Edit(
                    kinds=("number",),
                    summary="3.4 → 4.1 per cent",
                    diff=(
                        DiffBlock(
                            part="text",
                            runs=(
                                DiffRun(op=Op.EQUAL, text="The deficit will reach "),
                                DiffRun(op=Op.DELETE, text="3.4"),
                                DiffRun(op=Op.INSERT, text="4.1"),
                                DiffRun(op=Op.EQUAL, text=" per cent of output next year."),
                            ),
                        ),
                    ),
                ),
            ),
            self.change(
                self.item(33, title="Talks on the border road go on"),
                edit=Edit(kinds=("rewording",), summary="reworded in 1 paragraph", diff=(reworded,)),
            ),
        )

    def _notices(self) -> tuple[Entry, ...]:
        return (
            self.entry(
                EventKind.MISSING,
                self.item(21, title="Mayor's brother won harbour contract without tender", status=ItemStatus.MISSING),
                detail="404 since 2026-11-20 14:05",
            ),
            self.entry(
                EventKind.RESTORED,
                self.item(22, title="Minutes of the water board, October"),
                detail="answers again after 3 days",
            ),
            self.entry(
                EventKind.MOVED,
                self.item(23, title="Statement on the Tarn valley", site="Relief Watch"),
                detail="now at https://reliefwatch.example/statements/tarn",
            ),
        )


@pytest.fixture
def make() -> Factory:
    return Factory()
