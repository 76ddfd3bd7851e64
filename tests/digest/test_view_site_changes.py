"""What a site changed on many of its pages is told once, after all else."""

from service.digest.render import render_html, render_markdown
from service.models import SiteChange

from .conftest import CLOSED, Factory


def change(host: str, lines: int) -> SiteChange:
    told = tuple(("added", f"Line {number} is new.") for number in range(lines))
    return SiteChange(host=host, items=tuple(range(1, 15)), lines=told, at=CLOSED)


def test_a_site_s_change_is_one_line_and_what_it_is(make: Factory) -> None:
    """By host, in HTML and Markdown; a few of many lines are shown, the record has them all."""
    document = make.document(site_changes=(change("z.example", 1), change("a.example", 7)))
    assert [record["host"] for record in document["site_changes"]] == ["a.example", "z.example"]
    assert len(document["site_changes"][0]["lines"]) == 7
    for page in (render_html(document, previous=None), render_markdown(document)):
        assert page.index("a.example changed 14 pages alike") < page.index("z.example changed 14 pages alike")
        assert page.count("Line 4 is new.") == 1
        assert "Line 5" not in page
        assert "and 2 more lines" in page


def test_a_digest_published_before_they_were_told_is_shown(make: Factory) -> None:
    """It has no such record, and no such section; nor has a day without them."""
    document = make.document()
    old = {key: value for key, value in document.items() if key != "site_changes"}
    for record in (document, old):
        assert "Site changes" not in render_html(record, previous=None)  # type: ignore[arg-type]
        assert "Site changes" not in render_markdown(record)  # type: ignore[arg-type]
