"""A Dockerfile, read and replayed below a folder: no container engine is needed to prove that its steps work."""

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.packaging.checkout import ROOT, outer_environment


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One line of a Dockerfile, continuation lines joined."""

    keyword: str
    rest: str

    @property
    def words(self) -> list[str]:
        """In exec form (a JSON list) its strings, else its words as a shell splits them."""
        return list(json.loads(self.rest)) if self.rest.startswith("[") else shlex.split(self.rest)

    @property
    def options(self) -> dict[str, str]:
        """The leading `--name=value` words."""
        return dict(re.findall(r"--([a-z-]+)=(\S+)", self.rest))


def instructions() -> tuple[Instruction, ...]:
    """Of this repository's Dockerfile, in order."""
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = (line.strip() for line in text.splitlines())
    pairs = (line.split(maxsplit=1) for line in lines if line and not line.startswith("#"))
    return tuple(Instruction(keyword=keyword.upper(), rest=rest) for keyword, rest in pairs)


def last(keyword: str) -> Instruction:
    """The instruction of this name that holds for the image. Raises LookupError."""
    found = [instruction for instruction in instructions() if instruction.keyword == keyword]
    if not found:
        raise LookupError(f"the Dockerfile has no {keyword}")
    return found[-1]


# ── the build context ─────────────────────────────────────────────────────────────────────────────────────────────


def context() -> Iterator[PurePosixPath]:
    """The files of the checkout that a build is given: those .dockerignore leaves."""
    rules = _ignore_rules()
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name != ".git")
        for name in sorted(names):
            path = PurePosixPath((Path(folder) / name).relative_to(ROOT).as_posix())
            if not _ignored(path, rules):
                yield path


def _ignore_rules() -> list[tuple[re.Pattern[str], bool]]:
    """Patterns with whether they ignore; a `!` takes files back in."""
    lines = [line.strip() for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()]
    patterns = [line for line in lines if line and not line.startswith("#")]
    return [(_pattern(line.lstrip("!").strip("/")), not line.startswith("!")) for line in patterns]


def _pattern(glob: str) -> re.Pattern[str]:
    """`*` stays within one folder, `**/` passes through any number of them."""
    parts = [part for part in re.split(r"(\*\*/|\*|\?)", glob) if part]
    signs = {"**/": "(?:.*/)?", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(signs.get(part, re.escape(part)) for part in parts))


def _ignored(path: PurePosixPath, rules: list[tuple[re.Pattern[str], bool]]) -> bool:
    """The last rule that matches the file, or a folder it lies in, decides."""
    names = [str(path), *(str(parent) for parent in path.parents if parent.name)]
    verdicts = [ignores for pattern, ignores in rules if any(pattern.fullmatch(name) for name in names)]
    return bool(verdicts and verdicts[-1])


# ── the replay ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True, kw_only=True)
class Replay:
    """The image's files below `home/image`, every stage built in turn in that same place.

    So the absolute paths that an installation writes into its files hold in a later stage too, as in a real build.
    """

    home: Path
    python: Path
    """What the base image calls `python`."""
    user: int
    """Stands for the user of the image."""
    workdir: str = "/"
    environment: dict[str, str] = field(default_factory=dict)
    """What the image sets, with paths as they lie here."""

    @property
    def root(self) -> Path:
        return self.home / "image"

    def build(self) -> None:
        """Follow every instruction that makes files."""
        stage = ""
        for instruction in instructions():
            if instruction.keyword == "FROM":
                self._begin(stage)
                stage = instruction.words[-1]
            else:
                self._follow(instruction)

    def place(self, path: str) -> Path:
        """Where a path of the image lies here."""
        return self.root / str(PurePosixPath("/") / self.workdir / path).lstrip("/")

    def mapped(self, text: str) -> str:
        """`text` with the image's absolute paths, and its user, replaced by those that stand for them here."""
        text = re.sub(r"(?<![\w./*-])/(?=\w)", f"{self.root}/", text)
        return re.sub(r"\b10001\b", str(self.user), text)

    def _begin(self, stage: str) -> None:
        if self.root.exists():
            self.root.rename(self.home / f"stage-{stage}")
        self.root.mkdir(parents=True)
        tools = self.home / "tools"
        tools.mkdir(exist_ok=True)
        (tools / "python").write_text(f'#!/bin/sh\nexec {shlex.quote(str(self.python))} "$@"\n', encoding="utf-8")
        (tools / "python").chmod(0o755)
        self.workdir = "/"
        self.environment = {"PATH": f"{tools}:/usr/bin:/bin"}

    def _follow(self, instruction: Instruction) -> None:
        match instruction.keyword:
            case "WORKDIR":
                self.workdir = instruction.rest
                self.place(".").mkdir(parents=True, exist_ok=True)
            case "ENV":
                for name, value in (word.split("=", 1) for word in instruction.words):
                    self.environment[name] = _expanded(self.mapped(value), self.environment)
            case "COPY":
                self._copy(instruction)
            case "RUN":
                self._run(instruction.rest)
            case "USER" | "VOLUME" | "STOPSIGNAL" | "HEALTHCHECK" | "ENTRYPOINT" | "CMD":
                pass  # these hold for the running container
            case keyword:
                raise NotImplementedError(f"the replay knows no {keyword}")

    def _copy(self, instruction: Instruction) -> None:
        *sources, target = (word for word in instruction.words if not word.startswith("--"))
        stage = instruction.options.get("from")
        for source in sources:
            if stage is not None:
                _copy_tree(self.home / f"stage-{stage}" / source.lstrip("/"), self.place(target))
                continue
            below = PurePosixPath(source)
            files = [path for path in context() if path == below or below in path.parents]
            assert files, f"COPY {source}: the build context has no such file; .dockerignore leaves it out"
            for path in files:
                inside = path.name if path == below else str(path.relative_to(below))
                self.place(target).joinpath(inside).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / path, self.place(target) / inside)

    def _run(self, command: str) -> None:
        done = subprocess.run(
            ["/bin/sh", "-c", self.mapped(command)],
            cwd=self.place("."),
            env=outer_environment() | self.environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"RUN {command}\n{done.stdout}\n{done.stderr}"


def _copy_tree(source: Path, target: Path) -> None:
    shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)


def _expanded(value: str, environment: Mapping[str, str]) -> str:
    return re.sub(r"\$\{?(\w+)\}?", lambda name: environment.get(name[1], ""), value)
