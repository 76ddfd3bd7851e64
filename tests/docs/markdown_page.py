"""The pages that people read, taken apart: commands, sections, tables, names and links."""

import re
import shlex
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.packaging.checkout import ROOT


@dataclass(frozen=True, kw_only=True)
class MarkdownPage:
    """A page of the documentation. Without slots, so that what is read of it is kept."""

    path: Path

    @property
    def name(self) -> str:
        """Its path in the checkout."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def whole(self) -> str:
        return self.path.read_text("utf-8")

    @cached_property
    def text(self) -> str:
        """The page without its blocks of code."""
        return re.sub(r"^```.*?^```$", "", self.whole, flags=re.DOTALL | re.MULTILINE)

    def blocks(self, language: str) -> list[str]:
        """Its blocks of code in a language."""
        return re.findall(rf"^```{language}\n(.*?)^```", self.whole, re.DOTALL | re.MULTILINE)

    def commands(self, program: str) -> list[list[str]]:
        """The commands of its shell blocks that call a program: continued lines joined, comments taken off."""
        lines = "".join(self.blocks("sh")).replace("\\\n", " ").splitlines()
        found = [shlex.split(line, comments=True) for line in lines]
        return [words for words in found if words and words[0] == program]

    def programs(self) -> set[str]:
        """What its shell blocks call."""
        lines = "".join(self.blocks("sh")).replace("\\\n", " ").splitlines()
        return {words[0] for line in lines if (words := shlex.split(line, comments=True))}

    def section(self, heading: str) -> str:
        """The text below a heading, up to the next one."""
        found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", self.text, re.DOTALL | re.MULTILINE)
        assert found, f"{self.name} has no section {heading!r}"
        return found[1]

    def headings(self, level: int) -> list[str]:
        """Its headings of a level."""
        return re.findall(rf"^{'#' * level} (.*)$", self.text, re.MULTILINE)

    def links(self) -> list[str]:
        """The targets of its links and pictures that point into the checkout."""
        targets = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", self.text))
        return [target for target in targets if "://" not in target]


def rows(text: str) -> list[list[str]]:
    """The cells of every table row but the heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rules = [index for index, row in enumerate(cells) if set("".join(row)) <= {"-"} and "".join(row)]
    heads = {index - 1 for index in rules}
    return [row for index, row in enumerate(cells) if index not in heads | set(rules)]


def quoted(text: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", text)


README = MarkdownPage(path=ROOT / "README.md")
CONTRIBUTING = MarkdownPage(path=ROOT / "CONTRIBUTING.md")
CONFIGURATION = MarkdownPage(path=ROOT / "docs" / "configuration.md")
OPERATIONS = MarkdownPage(path=ROOT / "docs" / "operations.md")
ARCHITECTURE = MarkdownPage(path=ROOT / "docs" / "architecture.md")
HOW_IT_DECIDES = MarkdownPage(path=ROOT / "docs" / "how-it-decides.md")

PAGES = (README, CONTRIBUTING, *(MarkdownPage(path=path) for path in sorted((ROOT / "docs").glob("*.md"))))
"""All that is documentation."""
