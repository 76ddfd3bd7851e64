"""The whole of sources.yaml, and its JSON Schema."""

import json

from pydantic import field_validator

from service.config.model import Model
from service.config.settings import Settings
from service.config.source import Source


class Config(Model):
    """The whole file."""

    settings: Settings = Settings()
    sources: tuple[Source, ...]

    @field_validator("settings", mode="before")
    @classmethod
    def _empty_settings(cls, value: object) -> object:
        return {} if value is None else value

    @field_validator("sources", mode="before")
    @classmethod
    def _empty_sources(cls, value: object) -> object:
        return () if value is None else value

    def source(self, name: str) -> Source | None:
        """The source of that name, or None."""
        return next((source for source in self.sources if source.name == name), None)


def json_schema() -> str:
    """The JSON Schema of `sources.yaml`, for editors; shipped as `service/sources.schema.json`."""
    schema = Config.model_json_schema(mode="validation")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Dateline's sources.yaml"} | schema
    return json.dumps(schema, indent=2, ensure_ascii=False, default=str) + "\n"
