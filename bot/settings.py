"""Settings, from the environment."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import Field, IPvAnyNetwork, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot import OperatorError
from bot.wording import zh as wording

# A bot's number, a colon, 35 letters; the length of the latter is not promised.
TOKEN = r"[0-9]{3,}:[A-Za-z0-9_-]{3,}"
PAGE_URL = r"^(https?://[^/?#@\s]+/?)?$"  # a name alone: the page has the root of it


class SettingsError(OperatorError):
    """A setting cannot be used; the message is one plain line that names it."""


class Settings(BaseSettings):
    """What the operator can set. Every name is that of an environment variable, in capitals; what each means stands in
    `wording.SETTINGS`."""

    model_config = SettingsConfigDict(env_ignore_empty=True)

    telegram_bot_token: SecretStr | None = None
    telegram_base_url: str = "https://api.telegram.org/bot"
    webhook_url: str = Field(default="", pattern="^(https?://.+)?$")
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8443, ge=0, le=65535)
    operators: Annotated[frozenset[int], NoDecode] = frozenset()
    data_dir: Path = Path("data")
    page: bool | None = None
    page_host: str = "127.0.0.1"
    page_port: int = Field(default=8080, ge=0, le=65535)
    page_url: str = Field(default="", pattern=PAGE_URL)
    trusted_proxies: Annotated[tuple[IPvAnyNetwork, ...], NoDecode] = ()
    health_port: int | None = Field(default=None, ge=0, le=65535)
    health_host: str = "127.0.0.1"
    log_level: str = Field(default="info", pattern="^(debug|info|warning|error)$")

    @field_validator("telegram_bot_token")
    @classmethod
    def _like_a_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not re.fullmatch(TOKEN, token.get_secret_value()):
            raise ValueError("does not look like a token of @BotFather (123456:ABC…)")
        return token

    @field_validator("operators", "trusted_proxies", mode="before")
    @classmethod
    def _listed(cls, given: object) -> object:
        return [each.strip() for each in given.replace("，", ",").split(",")] if isinstance(given, str) else given

    @property
    def with_page(self) -> bool:
        return self.telegram_bot_token is None if self.page is None else self.page


def load() -> Settings:
    """Raises SettingsError, never quoting the value: it may be a token."""
    try:
        return Settings()
    except ValidationError as invalid:
        first = invalid.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper()
        raise SettingsError(f"{name}: {first['msg'].removeprefix('Value error, ')}") from None


def described() -> str:
    """The settings with what they mean, a line each, for --help."""
    lines = []
    for name, setting in Settings.model_fields.items():
        known = setting.default not in (None, "", (), frozenset())
        default = wording.SETTING_DEFAULT.format(default=setting.default) if known else ""
        lines.append(f"  {name.upper():<20} {wording.SETTINGS[name]}{default}")
    return "\n".join(lines)
