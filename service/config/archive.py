"""`archive`: which pages are kept beside the revisions that were read from them, and for how long."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from service.config.model import Model


class ArchiveSettings(Model):
    """Which pages are kept, and for how long."""

    keep: Literal["all", "latest", "none"] = Field(
        default="all", description="The page of each revision, of the newest of each item, or none."
    )
    days: int | None = Field(
        default=None, ge=1, le=36_500, description="Forget pages after so many, but the newest of what still stands."
    )


def _one_word(value: object) -> object:
    if isinstance(value, str):
        return {"keep": value}
    if not isinstance(value, Mapping | ArchiveSettings):
        raise ValueError("write all, latest or none, or {keep: all, days: 90}")
    return value


Archive = Annotated[
    ArchiveSettings,
    BeforeValidator(_one_word),
    WithJsonSchema({"anyOf": [{"enum": ["all", "latest", "none"]}, ArchiveSettings.model_json_schema()]}),
]
"""The settings, or one word that stands for `keep`."""
