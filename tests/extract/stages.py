"""A page read up to the point where the trees are asked, and the pages that ship with the tests."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from service.extract.content import maintext
from service.extract.content.block_verdicts import BlockVerdict
from service.extract.content.features import MeasuredBlock
from service.extract.dom.layout import Box, Layout, PageBlock, prune, read_layout
from service.extract.metadata.page_facts import PageFacts, read_facts

PAGES = Path(__file__).with_name("pages")
"""Pages of our own writing, `NAME.html` with its truth `NAME.json`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """What each stage made of a page."""

    layout: Layout
    facts: PageFacts
    main: Box
    found: list[BlockVerdict]
    measured: list[MeasuredBlock]

    def block(self, text: str) -> PageBlock:
        """The first block that begins with `text`."""
        return next(block for block in self.layout.blocks if block.text.startswith(text))

    def verdict(self, text: str) -> BlockVerdict:
        """What the rules say of it."""
        return self.found[self.layout.blocks.index(self.block(text))]

    def vectors(self) -> dict[str, tuple[float, ...]]:
        """The measures of the blocks, by their text."""
        return {self.layout.blocks[measured.index].text: measured.vector for measured in self.measured}


def stages(html: str, *, url: str = "https://example.org/news/weir") -> Stages:
    """`html` through the stages, as `page` and `maintext` take it."""
    parser = LexborHTMLParser(html)
    prune(parser)
    facts = read_facts(parser, url=url, language=None)
    layout = read_layout(parser, url=url)
    judged = maintext.judge(layout, facts)
    return Stages(layout=layout, facts=facts, main=judged.main, found=judged.found, measured=judged.measured)


def shipped() -> dict[str, tuple[str, dict[str, Any]]]:
    """The pages that ship with the tests, by name: markup and truth."""
    return {
        file.stem: (file.with_suffix(".html").read_text(encoding="utf-8"), json.loads(file.read_text(encoding="utf-8")))
        for file in sorted(PAGES.glob("*.json"))
    }
