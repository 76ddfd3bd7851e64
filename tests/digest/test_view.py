from datetime import UTC, datetime, timedelta

import pytest

from service.digest.render import render_markdown
from service.models import Coverage, DiffBlock, DiffRun, Edit, EventKind, Health, Op, PublishedCopy, VariantText

from .conftest import CLOSED, DAY, Factory
from .reading import page, texts

DIFF = (DiffBlock(part="text", runs=(DiffRun(op=Op.INSERT, text="new"),)),)

# ── what a reader sees ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_top_says_what_day_it_is_and_what_there_is(make: Factory) -> None:
    """Day, window in local time, and a line of counts, each a link to its section."""
    tree = page(make.rich_document())
    assert texts(tree, "title") == ["Dateline · Saturday 21 November 2026"]
    assert texts(tree, "h1") == ["Saturday 21 November 2026"]
    assert texts(tree, ".window") == ["Fri 20 Nov 07:00 to Sat 21 Nov 07:00, Europe/Paris"]
    assert texts(tree, ".counts a") == [
        "12 new",
        "1 story",
        "3 changed",
        "1 removal suspected",
        "1 restored",
        "1 moved",
        "8 of 11 sources seen",
    ]
    ids = {node.attributes["id"] for node in tree.css("[id]")}
    assert {(node.attributes["href"] or "")[1:] for node in tree.css(".counts a, .skip, .concerns a")} <= ids


def test_a_removal_suspected_and_refuted_within_a_day_is_told_by_the_return(make: Factory) -> None:
    """Not as gone and back at once; a page that went again after its return is suspected still."""
    item, hour = make.item(1), timedelta(hours=1)
    first = make.entry(EventKind.MISSING, item, at=CLOSED - 3 * hour, detail="404")
    back = make.entry(EventKind.RESTORED, item, at=CLOSED - 2 * hour, detail="was gone since 05:00")
    again = make.entry(EventKind.MISSING, item, at=CLOSED - hour, detail="404")
    told = page(make.document(first, back))
    assert texts(told, ".counts a")[:2] == ["nothing new", "1 restored"]
    assert not told.css("#removed")
    assert texts(page(make.document(first, back, again)), ".counts a")[1:3] == ["1 removal suspected", "1 restored"]


def test_what_must_not_be_missed_comes_first(make: Factory) -> None:
    """Not seen, stories, changed, removed, new, then what came back or moved, then coverage."""
    tree = page(make.rich_document())
    order = [node.attributes.get("id") or node.attributes.get("class") for node in tree.css("main > *")]
    assert order == ["concerns", "stories", "changed", "removed", "new", "restored", "moved", "coverage"]


def test_sources_that_were_not_seen_are_named_at_the_top(make: Factory) -> None:
    """With what is wrong with each; doubtful ones and unread pages on lines of their own."""
    assert texts(page(make.rich_document()), ".concerns p")[:3] == [
        "Not seen: valley-post (failing), north-agency (blocked), harbour-office (not looked at)",
        "Doubtful: city-wire (looks broken), coast-radio (silent)",
        "1 page not read, or not believed yet: courier-world",
    ]


def test_a_source_that_failed_at_the_end_was_seen_in_part(make: Factory) -> None:
    """What it published before is there, so it does not count as not seen."""
    late = make.source("a", Health.FAILING, last_ok=DAY.start)
    never = make.source("b", Health.FAILING, last_ok=DAY.start - timedelta(seconds=1))
    tree = page(make.document(make.entry(), coverage=Coverage(sources=(late, never))))
    assert texts(tree, ".concerns p")[:2] == ["Not seen: b (failing)", "Seen in part: a (failing)"]
    assert texts(tree, ".counts a")[-1] == "1 of 2 sources seen"


def test_no_warning_where_all_is_well(make: Factory) -> None:
    """A calm day has no box, and says that all was seen."""
    document = make.document(make.entry(), coverage=Coverage(sources=(make.source("a"), make.source("b"))))
    tree = page(document)
    assert not tree.css(".concerns")
    assert texts(tree, ".counts a") == ["1 new", "all 2 sources checked"]


def test_a_new_item_is_title_place_time_byline_and_summary(make: Factory) -> None:
    """The title is the link; the time is local, and full in the element."""
    item = make.item(1, published=datetime(2026, 11, 20, 13, 5, tzinfo=UTC))
    article = page(make.document(make.entry(item=item))).css_first("article")
    assert article is not None
    link = article.css_first("h3 a")
    assert link is not None
    assert (link.attributes["href"], link.text()) == ("https://www.courier.example/world/1", "Council agrees on item 1")
    assert texts(article, ".meta") == ["The Harbour Courier · Fri 14:05 · Mara Lindqvist"]
    time = article.css_first("time")
    assert time is not None
    assert time.attributes == {"datetime": "2026-11-20T13:05:00Z", "title": "Friday 20 November 2026, 14:05"}
    assert texts(article, ".body") == ["The council has agreed. Work starts in May."]


TIMES = {
    "this week": (datetime(2026, 11, 15, 23, 30, tzinfo=UTC), "Mon 00:30"),
    "this year": (datetime(2026, 11, 14, 12, tzinfo=UTC), "14 Nov"),
    "years ago": (datetime(2017, 3, 17, 9, tzinfo=UTC), "17 Mar 2017"),
    "a bare day": (datetime(2026, 11, 20, tzinfo=UTC), "20 Nov"),
    "still to come": (datetime(2026, 11, 25, 12, tzinfo=UTC), "25 Nov"),
    "unknown": (None, "seen Fri 12:00"),
}


@pytest.mark.parametrize(("published", "words"), TIMES.values(), ids=TIMES)
def test_times_are_as_exact_as_a_reader_needs(make: Factory, published: datetime | None, words: str) -> None:
    """Hours for the week up to the day, days before, years where it is another; a bare day gets no made-up hour."""
    item = make.item(1, published=published, first_seen=datetime(2026, 11, 20, 11, tzinfo=UTC), byline=None)
    assert texts(page(make.document(make.entry(item=item))), ".meta") == [f"The Harbour Courier · {words}"]


def test_an_untitled_item_is_headed_by_its_opening(make: Factory) -> None:
    """Its first sentence is the heading, and is not said twice; a long one goes on below."""
    short = make.item(1, title=None)
    tree = page(make.document(make.entry(item=short)))
    assert texts(tree, "h3") + texts(tree, ".body") == ["The council has agreed.", "Work starts in May."]
    text = "The council " + "and the harbour office " * 10 + "agreed. It ended."
    tree = page(make.document(make.entry(item=make.item(1, title=None, text=text))))
    [heading], [body] = texts(tree, "h3"), texts(tree, ".body")
    assert heading.endswith("…")
    assert body.startswith("… ")
    assert f"{heading[:-1]} {body[2:]}" == text


def test_an_item_with_nothing_to_say_is_headed_by_its_name(make: Factory) -> None:
    """No title, no text, no lead: the address' last part stands in."""
    item = make.item(1, title=" ", text="", lead=None, url="https://a.example/news/budget-vote")
    assert texts(page(make.document(make.entry(item=item))), "h3") == ["budget-vote"]


def test_copies_notes_and_named_sources_stand_with_their_item(make: Factory) -> None:
    """Up to six copies are linked, the rest counted; notes and the documents an author cites are shown."""
    copies = tuple(
        PublishedCopy(url=f"https://c{n}.example/", site=None, source=f"c{n}", first_seen=CLOSED + timedelta(n))
        for n in range(8)
    )
    item = make.item(1, notes=("Adapted from French.",), variant_of=17)
    tree = page(make.document(make.entry(item=item, copies=copies)))
    assert texts(tree, ".small") == [
        "Adapted from French.",
        "Variant of item 17: the same text with other figures or names.",
        "Also at c0.example, c1.example, c2.example, c3.example, c4.example, c5.example and 2 more",
    ]


def test_a_story_is_shown_as_one(make: Factory) -> None:
    """Under one headline, at an address that lasts, with its places; no item of it stands elsewhere."""
    tree = page(make.rich_document())
    [story] = tree.css(".story")
    assert story.attributes["id"] == "story-7"
    assert texts(story, "h3") == [
        "Ferry with 212 aboard runs aground off Kestrel Point; rescue goes on through the night"
    ]
    assert texts(story, ".story-name") == ["3 accounts · The Harbour Courier, Northern Ledger, صحيفة المرصاد"]
    assert len(story.css("article")) == 3
    assert len(story.css("h4")) == 2  # the third has the story's headline
    assert len(tree.css("#new article")) == 9


def test_a_story_tells_new_items_and_edits_by_time(make: Factory) -> None:
    """The latest first, an edit with what it changed; the counts lead to where each stands."""
    old = make.item(1, title="Blast hurts 17", story=8, published=CLOSED - timedelta(days=3))
    entries = [make.entry(item=make.item(id, story=8, published=CLOSED - timedelta(hours=id))) for id in (2, 6)]
    tree = page(make.document(*entries, make.change(old, at=CLOSED - timedelta(hours=4))))
    articles = tree.css(".story article")
    assert [texts(article, ".tag") for article in articles] == [[], ["figures"], []]
    assert texts(articles[1], ".gist") == ["12 → 17 people"]
    assert [node.attributes["href"] for node in tree.css(".counts a")][:3] == ["#stories", "#stories", "#stories"]
    assert not tree.css("#changed, #new")


def test_a_variant_says_which_figure_differs_and_where(make: Factory) -> None:
    """So that no reader takes one of the two for certain; where only one has a figure, that is said, too."""
    variants = (
        VariantText(item=2, url="https://b.example/2", title="B", site="B", differing=(("12", "17"), ("3", ""))),
        VariantText(item=3, url="https://c.example/3", title=None, site=None, differing=()),
    )
    document = make.document(make.entry(item=make.item(1, variant_of=2), variants=variants))
    expected = [
        "12 here, 17 at B; 3 here, not there",
        "The same text with other figures or names stands at c.example",
    ]
    assert texts(page(document), ".small") == expected
    made = render_markdown(document)
    assert "12 here, 17 at [B](<https://b.example/2>); 3 here, not there" in made


def test_digests_published_before_variants_were_told_are_still_shown(make: Factory) -> None:
    """Their record never changes, so what reads it must do without what is new."""
    document = make.document(make.entry(item=make.item(1, variant_of=17)))
    del document["new"][0]["variants"]
    assert "Variant of item 17: the same text with other figures or names." in texts(page(document), ".small")


def test_texts_of_other_scripts_bring_their_language_and_direction(make: Factory) -> None:
    """Language comes from the item, direction from the text; names inside our own lines are isolated."""
    tree = page(make.rich_document())
    arabic = [node for node in tree.css("#new article, .story article") if node.css('[lang="ar"]')]
    assert len(arabic) == 2
    assert {node.attributes["dir"] for node in arabic} == {"auto"}
    assert all(node.css('.meta bdi, .body[lang="ar"][dir="auto"]') for node in arabic)


# ── edits, removals, coverage ─────────────────────────────────────────────────────────────────────────────────────


def test_an_edit_says_what_kind_and_shows_the_words(make: Factory) -> None:
    """Labels, one line, and a word diff that reads as the old text without <ins> and as the new one without <del>."""
    tree = page(make.document(make.change()))
    assert texts(tree, ".tag") == ["figures"]
    assert texts(tree, ".gist") == ["12 → 17 people"]
    assert texts(tree, ".diff p") == ["At least 1217 people were hurt."]
    assert (texts(tree, "del"), texts(tree, "ins")) == (["12"], ["17"])


def test_a_new_headline_stands_after_the_old_one(make: Factory) -> None:
    """In one line at the top; the line on what else has changed does not say it again, its words are below."""
    [first, *_] = page(make.rich_document()).css("#changed article")
    assert texts(first, ".tag") == ["headline", "figures", "negation"]
    assert texts(first, "h3") == ["Blast at grain store hurts 12 → Blast at grain store kills 3, hurts 17"]
    assert not first.css(".gist")
    assert texts(first, ".diff .title") == ["Blast at grain store hurts 12kills 3, hurts 17"]


def test_mere_wording_is_folded_away(make: Factory) -> None:
    """New wording is listed last, its words a click away, so that it does not drown the others."""
    articles = page(make.rich_document()).css("#changed article")
    assert [bool(node.css("details")) for node in articles] == [False, False, True]


@pytest.mark.parametrize("kinds", [(), ("mood",), ("rewording", "number")], ids=["none", "unknown", "mixed"])
def test_nothing_but_mere_wording_is_folded(make: Factory, kinds: tuple[str, ...]) -> None:
    """An edit of no kind, of a kind unknown here, or that touches more, stays open."""
    tree = page(make.document(make.change(edit=Edit(kinds=kinds, summary="s", diff=DIFF))))
    assert tree.css("#changed .diff")
    assert not tree.css("details")


def test_a_long_edit_is_cut_for_the_page_and_whole_in_the_record(make: Factory) -> None:
    """Unchanged words far from a change, and paragraphs beyond the eighth, are left to the command named."""
    far = "word " * 400
    runs = (
        DiffRun(op=Op.EQUAL, text=far),
        DiffRun(op=Op.INSERT, text="new"),
        DiffRun(op=Op.EQUAL, text=" " + far),
        DiffRun(op=Op.DELETE, text="old"),
        DiffRun(op=Op.EQUAL, text=" " + far),
    )
    edit = Edit(kinds=("number",), summary="s", diff=(DiffBlock(part="text", runs=runs),) * 11)
    document = make.document(make.change(make.item(9), edit=edit))
    tree = page(document)
    assert len(tree.css(".diff p")) == 8
    assert texts(tree, ".small") == ["3 more paragraphs: dateline diff 9 1 2"]
    shown = texts(tree, ".diff p")[0]
    assert len(shown) < 600
    assert shown.count("…") == 3
    assert "".join(run["text"] for run in document["changed"][0]["diff"][0]["runs"]).count("word") == 1200


def test_a_removal_says_whether_it_is_certain_and_what_is_gone(make: Factory) -> None:
    """Suspicion is labelled; the summary of what was there stays."""
    document = make.document(
        make.entry(EventKind.MISSING, make.item(1), detail="404 since Friday", at=CLOSED),
        make.entry(EventKind.REMOVED, make.item(2), detail="410"),
    )
    first, second = page(document).css("#removed article")
    assert texts(first, ".tag") == ["Removal suspected"]
    assert texts(first, ".gist") == ["404 since Friday"]
    assert texts(first, ".body") == ["The council has agreed. Work starts in May."]
    assert not second.css(".tag")
    assert texts(page(document), ".counts a")[:3] == ["nothing new", "1 removed", "1 removal suspected"]


def test_coverage_names_every_source_troubles_first(make: Factory) -> None:
    """Each with state and looks; one in trouble also with its error and its last good answer."""
    tree = page(make.rich_document())
    names = texts(tree, "#coverage th[scope=row]")
    assert sorted(names) == sorted(line["source"] for line in make.rich_document()["coverage"]["sources"])
    assert names[:5] == ["city-wire", "coast-radio", "harbour-office", "north-agency", "valley-post"]
    assert texts(tree, "tr.why")[3:] == [
        "https://north-agency.example/feed.xml: 403 Forbidden; the site refuses us · last good answer Thu 04:00",
        "valley-post.example: no answer within 30 s · no good answer yet",
    ]
    assert texts(tree, ".unread li") == [
        "Inquiry opens into the harbour loancourier-world · 500 Internal Server Error · since Sat 02:00"
    ]


QUIET = {
    "all seen": (
        (Health.OK, Health.OK),
        True,
        "Nothing new and nothing changed. 2 sources were checked.",
    ),
    "still open": (
        (Health.OK,),
        False,
        "Nothing new and nothing changed so far. 1 source was checked.",
    ),
    "some not seen": (
        (Health.OK, Health.BLOCKED),
        True,
        "Nothing new and nothing changed. 1 source was checked, 1 was not seen.",
    ),
    "none seen": (
        (Health.FAILING, Health.BLOCKED),
        True,
        "Nothing was seen of any of the 2 sources. Whatever was published is missing here.",
    ),
    "the only one not seen": (
        (Health.UNSEEN,),
        True,
        "Nothing was seen of the one source. Whatever was published is missing here.",
    ),
    "no sources": ((), True, "No source was looked at, so nothing can be said about this day."),
}


@pytest.mark.parametrize(("healths", "final", "words"), QUIET.values(), ids=QUIET)
def test_an_empty_day_says_why_it_is_empty(make: Factory, healths: tuple[Health, ...], final: bool, words: str) -> None:
    """Nothing happened and nothing was seen are different news."""
    sources = tuple(make.source(f"s{number}", health) for number, health in enumerate(healths))
    document = make.document(coverage=Coverage(sources=sources), final=final)
    assert texts(page(document), ".quiet") == [words]
    assert words in render_markdown(document)


def test_an_open_day_says_when_it_closes(make: Factory) -> None:
    """A digest that is not final is marked as one, in the local time of its zone."""
    assert texts(page(make.rich_document(final=False)), ".open") == ["So far; closes at 07:00"]
    assert not page(make.rich_document()).css(".open")
