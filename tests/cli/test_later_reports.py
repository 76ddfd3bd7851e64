"""What another outlet reports later is told for what it adds, through the whole program: pages, items and digests."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.conftest import Workspace
from tests.sample_site import SampleSite, article, rss, serving

FIRST_DAY, SECOND_DAY, THIRD_DAY = "2026-11-20T09:00:00Z", "2026-11-21T12:00:00Z", "2026-11-22T12:00:00Z"

BACKGROUND = (
    "The market stands at the edge of Orsk Valley, where farmers from forty villages sell fruit and cattle every week.",
    "“The roof came down in one piece, and then there was only dust,” said Mira Tolan, who sells honey near the gate.",
    "The hall was built nine years ago by the county and was to be inspected in spring, according to its own records.",
    "Roads from the capital were closed by snow, and the first cranes came only after dark, the fire service said.",
)
STRIKE = (
    "The rail union and the carrier met at the labour court in Haldon, where a mediator has heard both for a week.",
    "The union asks for a day off after each run of six nights; the carrier says that it lacks four hundred drivers.",
    "“Nobody wants to stand on a platform in December,” said Oskar Lindal, who speaks for passengers in the north.",
    "Freight firms have booked lorries for the time until the new year, according to their federation.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterReport:
    """A first report, what another outlet wrote a day later over half of the same text, and words it adds."""

    first: tuple[str, tuple[str, ...]]
    later: tuple[str, tuple[str, ...]]
    adds: tuple[str, ...]


LATER_REPORTS = {
    "another toll in a rewritten first paragraph": LaterReport(
        first=(
            "Dozens injured, child dead as market roof collapses in Orsk Valley",
            (
                "Dozens of people were injured and a child died on Thursday when the roof of a market hall fell in.",
                *BACKGROUND,
            ),
        ),
        later=(
            "Market roof collapse: five dead, dozens injured",
            (
                "Five people are dead and dozens injured after a market hall collapsed, rescuers said on Friday.",
                *BACKGROUND,
            ),
        ),
        adds=("Five people are dead",),
    ),
    "a suspect is charged": LaterReport(
        first=(
            "One killed in fire at Orsk Valley market",
            ("One person was killed on Thursday when fire broke out under the roof of a market hall.", *BACKGROUND),
        ),
        later=(
            "Electrician charged over Orsk Valley market fire",
            (
                "One person was killed on Thursday when fire broke out under the roof of a market hall.",
                *BACKGROUND,
                "Prosecutors on Friday charged an electrician, Jon Haldersen, with negligent arson.",
            ),
        ),
        adds=("Jon Haldersen",),
    ),
    "talks have failed": LaterReport(
        first=(
            "Rail talks aim to avert Christmas strike",
            ("Rail union and carrier began talks on Monday that aim to avert a strike over Christmas.", *STRIKE),
        ),
        later=(
            "Rail talks end in stalemate",
            (
                "Talks between rail union and carrier ended in stalemate on Tuesday, and the strike will go ahead.",
                *STRIKE,
            ),
        ),
        adds=("stalemate",),
    ),
    "it is denied": LaterReport(
        first=(
            "Roof of market falls in at Orsk Valley",
            ("The county had been warned of cracks in the roof of the market hall, two traders said.", *BACKGROUND),
        ),
        later=(
            "County was not warned of cracks, minister says",
            (
                "The county had not been warned of cracks in the roof of the market hall, the minister said.",
                *BACKGROUND,
            ),
        ),
        adds=("not",),
    ),
    "somebody is quoted": LaterReport(
        first=(
            "Roof of market falls in at Orsk Valley",
            ("The roof of a market hall fell in on Thursday.", *BACKGROUND),
        ),
        later=(
            "Market roof falls in, traders accuse county",
            (
                "The roof of a market hall fell in on Thursday.",
                *BACKGROUND,
                "“We wrote three letters and had no answer,” the head of the traders’ guild, Pavel Orun, said.",
            ),
        ),
        adds=("three letters",),
    ),
}
CREDITS = (
    "Reporting by Lena Marsh; editing by Tom Vale",
    "Read more: Ten things to know about snow in the mountains",
    "Sign up to our newsletter and get the news of the day in your inbox every morning.",
    "© 2026 The Second Post. All rights reserved.",
)


@pytest.fixture
def second_site() -> Iterator[SampleSite]:
    """The website of another outlet."""
    with serving("127.0.0.2") as open_site:
        yield open_site


def put(site: SampleSite, title: str, paragraphs: tuple[str, ...], *, published: str, path: str = "/news/1") -> None:
    """Let a site carry one article, and its feed name it alone."""
    site.put(path, article(title, list(paragraphs), published=published))
    site.put("/feed.xml", rss(site.base, [(path, title)]))


def follow(workspace: Workspace, **sites: SampleSite) -> None:
    """Write sources.yaml with the feed of each site."""
    workspace.write(*(f'name: {name}, url: "{site.base}/feed.xml"' for name, site in sites.items()))


@pytest.mark.parametrize("report", LATER_REPORTS.values(), ids=LATER_REPORTS.keys())
def test_a_later_report_is_told_with_what_it_adds(
    workspace: Workspace, site: SampleSite, second_site: SampleSite, report: LaterReport
) -> None:
    """It is an item of its own that names what it builds on, though that was told in the digest of the day before."""
    follow(workspace, first=site, second=second_site)
    second_site.put("/feed.xml", rss(second_site.base, []))
    put(site, *report.first, published="2026-11-20T08:00:00Z")
    workspace.run("--now", FIRST_DAY, "fetch")
    put(second_site, *report.later, published="2026-11-21T10:00:00Z")
    workspace.run("--now", SECOND_DAY, "fetch")
    first, later = workspace.items()
    assert (later["copy_of"], later["update_of"] or later["variant_of"]) == (None, first["id"])
    digest = workspace.digest("--now", SECOND_DAY)
    told = [entry["item"]["id"] for entry in digest["updated"]] + [entry["id"] for entry in digest["new"]]
    assert told == [later["id"]]
    page = workspace.run("--now", SECOND_DAY, "digest", "--format", "md", "--stdout")
    assert "nothing new" not in page.casefold()
    assert all(words in page for words in report.adds)


def test_a_later_copy_with_credits_is_named_and_no_news(
    workspace: Workspace, site: SampleSite, second_site: SampleSite
) -> None:
    """Credits, teasers, forms and rights are no facts. The digest in which the copy came says who else carries it."""
    title, text = LATER_REPORTS["a suspect is charged"].first
    follow(workspace, first=site, second=second_site)
    second_site.put("/feed.xml", rss(second_site.base, []))
    put(site, title, text, published="2026-11-20T08:00:00Z")
    workspace.run("--now", FIRST_DAY, "fetch")
    workspace.run("--now", SECOND_DAY, "digest", "--date", "2026-11-21")
    put(second_site, title, (*text, *CREDITS), published="2026-11-20T10:00:00Z")
    workspace.run("--now", SECOND_DAY, "fetch")
    lead, copy = workspace.items()
    assert copy["copy_of"] == lead["id"]
    digest = workspace.digest("--now", SECOND_DAY)
    assert (digest["new"], digest["updated"]) == ([], [])
    (also,) = digest["also_at"]
    assert (also["item"]["id"], [other["url"] for other in also["copies"]]) == (lead["id"], [copy["url"]])
    later = workspace.digest("--now", THIRD_DAY)
    assert later["also_at"] == []


def test_a_correction_is_told_with_what_it_changes(
    workspace: Workspace, site: SampleSite, second_site: SampleSite
) -> None:
    """A title that says CORRECTED is never folded into what it corrects."""
    title, text = LATER_REPORTS["talks have failed"].first
    follow(workspace, first=site, second=second_site)
    second_site.put("/feed.xml", rss(second_site.base, []))
    put(site, title, text, published="2026-11-20T08:00:00Z")
    workspace.run("--now", FIRST_DAY, "fetch")
    corrected = tuple(paragraph.replace("Haldon", "Halden") for paragraph in text)
    put(second_site, f"CORRECTED - {title}", corrected, published="2026-11-20T18:00:00Z")
    workspace.run("--now", SECOND_DAY, "fetch")
    first, later = workspace.items()
    assert (later["copy_of"], later["update_of"]) == (None, first["id"])
    page = workspace.run("--now", SECOND_DAY, "digest", "--format", "md", "--stdout")
    assert "orrection" in page
    assert "Halden" in page


MARKET = LATER_REPORTS["somebody is quoted"]


def test_what_another_outlet_adds_stays_told_when_the_first_one_is_edited_into_most_of_it(
    workspace: Workspace, site: SampleSite, second_site: SampleSite
) -> None:
    """A line of breaking news grows into a report that lacks what another outlet's has: both are told."""
    follow(workspace, first=site, second=second_site)
    second_site.put("/feed.xml", rss(second_site.base, []))
    put(site, "Market roof falls in", ("Sirens were heard near the market. More soon.",), published=FIRST_DAY)
    workspace.run("--now", FIRST_DAY, "fetch")
    put(second_site, *MARKET.later, published=FIRST_DAY)
    workspace.run("--now", "2026-11-20T11:00:00Z", "fetch")
    put(site, "Market roof falls in", MARKET.first[1], published=FIRST_DAY)
    workspace.run("--now", "2026-11-20T13:00:00Z", "fetch", "--recheck")
    assert [item["copy_of"] for item in workspace.items()] == [None, None]
    page = workspace.run("--now", "2026-11-20T14:00:00Z", "digest", "--format", "md", "--stdout")
    assert "Market roof falls in, traders accuse county" in page


def test_a_copy_is_not_told_as_news_when_its_lead_is_edited(
    workspace: Workspace, site: SampleSite, second_site: SampleSite
) -> None:
    """Its text was told as the lead's; the edit alone is news."""
    title, text = MARKET.later
    follow(workspace, first=site, second=second_site)
    put(site, title, text, published="2026-11-20T08:00:00Z")
    second_site.put("/feed.xml", rss(second_site.base, []))
    workspace.run("--now", FIRST_DAY, "fetch")
    put(second_site, title, text, published="2026-11-20T08:30:00Z")
    workspace.run("--now", "2026-11-20T11:00:00Z", "fetch")
    put(site, title, (*text[:3], text[3].replace("nine years", "twelve years"), *text[4:]), published=FIRST_DAY)
    workspace.run("--now", SECOND_DAY, "fetch", "--recheck")
    assert [item["copy_of"] for item in workspace.items()] == [None, None]
    digest = workspace.digest("--now", SECOND_DAY)
    assert (digest["new"], digest["updated"], len(digest["changed"])) == ([], [], 1)


def test_the_item_that_was_told_leads_another_at_an_address_that_was_used_again(
    workspace: Workspace, site: SampleSite
) -> None:
    """A page that shows an article of its site by mistake, twice, is a copy of that article, and does not lead it."""
    title, text = MARKET.later
    other, words = LATER_REPORTS["talks have failed"].first
    workspace.follow(site)
    site.put("/news/1", article(title, list(text)))
    site.put("/news/2", article(other, list(words)))
    site.put("/feed.xml", rss(site.base, [("/news/1", title), ("/news/2", other)]))
    workspace.run("--now", FIRST_DAY, "fetch")
    told = {item["title"]: item["id"] for item in workspace.items()}
    site.put("/news/2", article(title, list(text)))
    workspace.run("--now", SECOND_DAY, "fetch", "--recheck")
    workspace.run("--now", "2026-11-21T18:00:00Z", "fetch", "--recheck")
    (copy,) = (item for item in workspace.items() if item["copy_of"] is not None)
    assert (copy["copy_of"], copy["id"]) == (told[title], 3)


def test_all_that_a_long_report_adds_to_a_line_of_breaking_news_is_told(
    workspace: Workspace, site: SampleSite, second_site: SampleSite
) -> None:
    """Also the twentieth sentence, and the end of a long one."""
    follow(workspace, first=site, second=second_site)
    second_site.put("/feed.xml", rss(second_site.base, []))
    title, text = MARKET.first
    put(site, title, text, published=FIRST_DAY)
    workspace.run("--now", FIRST_DAY, "fetch")
    names = ("Ada", "Bo", "Cyr", "Dag", "Eli", "Fay", "Gus", "Hal", "Ida", "Jon", "Kit", "Lea", "Max", "Nell", "Orla")
    victims = [
        f"The farmer {name} Tresk{name.lower()}, {30 + n}, was found by the well." for n, name in enumerate(names)
    ]
    long = f"The county {'with its roads and its snow ' * 14}denied that it had seen the letters of Pavel Orun."
    put(second_site, "Victims of market roof named", (*text, *victims, long), published=SECOND_DAY)
    workspace.run("--now", SECOND_DAY, "fetch")
    (update,) = workspace.digest("--now", SECOND_DAY)["updated"]
    told = " ".join(update["adds"])
    assert [name for name in (*names, "Pavel Orun") if name not in told] == []
