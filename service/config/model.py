"""What all models of sources.yaml have in common: no unknown key, no value of another type, no change later."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """One mapping of sources.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, validate_default=True)
