"""Settings, from the environment."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

# A bot's number, a colon, 35 letters; the length of the latter is not promised.
TOKEN = r"[0-9]{3,}:[A-Za-z0-9_-]{3,}"


class SettingsError(Exception):
    """A setting cannot be used; the message is one plain line that names it."""


class Settings(BaseSettings):
    """What the operator can set. Every name is that of an environment variable, in capitals."""

    model_config = SettingsConfigDict(env_ignore_empty=True)

    telegram_bot_token: SecretStr | None = Field(default=None, description="Telegram 机器人的令牌；没有时只开网页")
    telegram_base_url: str = Field(default="https://api.telegram.org/bot", description="Bot API 服务器的地址")
    webhook_url: str = Field(
        default="", pattern="^(https?://.+)?$", description="公网地址，Telegram 把消息发到这里；不设则由助手去取"
    )
    webhook_host: str = Field(default="127.0.0.1", description="接收这些消息的监听地址")
    webhook_port: int = Field(default=8443, ge=0, le=65535, description="接收这些消息的端口")
    operators: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(), description="管理员的 Telegram 编号，用逗号隔开"
    )
    data_dir: Path = Field(default=Path("data"), description="存放答案的目录")
    page: bool | None = Field(default=None, description="是否开网页（默认：没有令牌时才开）")
    page_host: str = Field(default="127.0.0.1", description="网页监听的地址")
    page_port: int = Field(default=8080, ge=0, le=65535, description="网页监听的端口（0：任选一个空闲的）")
    health_port: int | None = Field(
        default=None, ge=0, le=65535, description="健康检查 /healthz 和指标 /metrics 的端口（默认不开）"
    )
    health_host: str = Field(default="127.0.0.1", description="它们监听的地址")
    log_level: str = Field(default="info", pattern="^(debug|info|warning|error)$", description="日志级别")

    @field_validator("telegram_bot_token")
    @classmethod
    def _like_a_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not re.fullmatch(TOKEN, token.get_secret_value()):
            raise ValueError("does not look like a token of @BotFather (123456:ABC…)")
        return token

    @field_validator("operators", mode="before")
    @classmethod
    def _ids(cls, ids: object) -> object:
        return ids.replace("，", ",").split(",") if isinstance(ids, str) else ids

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
        default = "" if setting.default in (None, "", frozenset()) else f"（默认 {setting.default}）"
        lines.append(f"  {name.upper():<20} {setting.description}{default}")
    return "\n".join(lines)
