"""`sources`: one entry of the list."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator

from service.config.settings import Archive, Model
from service.config.value_types import Cron, Interval, Phrase, Recheck, Selector, WebURL, header_value
from service.models import SourceKind

_NAME = re.compile(r"[^\W_][\w.-]{0,63}")


class Source(Model):
    """One entry of `sources`."""

    name: str = Field(description="Short and unique: letters, digits, dot, dash, underscore.", max_length=64)
    kind: Annotated[SourceKind, Field(strict=False)] | None = Field(
        default=None, description="Found out on the first fetch where it is left out."
    )
    url: WebURL | None = Field(default=None, max_length=2048)
    path: Annotated[str, Field(min_length=1)] | None = Field(
        default=None, description="For `kind: folder`; relative to the folder of sources.yaml."
    )
    every: Interval | None = Field(default=None, description="How often it is asked, such as 30m.")
    cron: Cron | None = Field(
        default=None, description='When it is asked, in the settings\' time zone, such as "0 7 * * mon-fri".'
    )
    enabled: bool = True
    primary: bool = Field(
        default=False, description="The original publisher of what it names: its items lead, others' copies follow."
    )
    language: str | None = Field(
        default=None, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="Where pages do not say."
    )
    tags: tuple[Phrase, ...] = ()
    include: tuple[Phrase, ...] = Field(
        default=(), description="Keep only what matches: a word or phrase, or a URL pattern with / or *."
    )
    exclude: tuple[Phrase, ...] = Field(default=(), description="Leave out what matches; as `include`.")
    content: tuple[Selector, ...] = Field(default=(), description="CSS of the element that holds the text.")
    remove: tuple[Selector, ...] = Field(default=(), description="CSS of elements to leave out.")
    headers: Mapping[str, SecretStr] = Field(
        default={}, description="Sent to this source's own host; ${NAME} is read from the environment."
    )
    recheck: Recheck | None = Field(
        default=None, description="After how long its articles are looked at again, step by step; or off."
    )
    archive: Archive | None = Field(
        default=None, description="Which of its pages are kept; as in `settings` where it is left out."
    )
    render: Literal[False] = Field(default=False, description="Pages are read as sent; no browser renders them.")
    max_items: int = Field(
        default=20, ge=1, le=2000, description="How many of its newest items a new source starts with."
    )

    @field_validator("content", "remove", "include", "exclude", "tags", mode="before")
    @classmethod
    def _one_is_a_list(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @field_validator("name")
    @classmethod
    def _plain_name(cls, value: str) -> str:
        if not _NAME.fullmatch(value):
            raise ValueError("a name has letters, digits, dot, dash and underscore, and starts with a letter or digit")
        return value

    @field_validator("headers")
    @classmethod
    def _from_environment(cls, value: Mapping[str, SecretStr]) -> Mapping[str, SecretStr]:
        return {name: SecretStr(header_value(name, secret.get_secret_value())) for name, secret in value.items()}

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.every is not None and self.cron is not None:
            raise ValueError("`every` and `cron` exclude each other: keep one")
        is_local = self.kind.is_local if self.kind is not None else self.url is None and self.path is not None
        if is_local:
            if self.path is None or self.url is not None:
                raise ValueError(f"a {self.kind} needs `path`, and has no `url`")
        elif self.url is None or self.path is not None:
            local = " or ".join(f"`kind: {kind}`" for kind in SourceKind if kind.is_local)
            raise ValueError("`url` is missing" if self.path is None else f"`path` goes with {local} only")
        return self

    @property
    def is_local(self) -> bool:
        """Whether it is read from this machine instead of asked on the web."""
        return self.path is not None

    @property
    def location(self) -> str:
        """Its URL or its path, as written."""
        return self.url or self.path or ""


BY_HAND = Source(name="by-hand", kind=SourceKind.PAGE, url="https://by-hand.invalid/")
"""Stands for `fetch --url`: its links keep their own addresses, and its settings are the defaults."""
