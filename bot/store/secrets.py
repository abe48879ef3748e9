"""Secrets that the assistant makes for itself at its first start, and keeps."""

import secrets

from bot.store.protocol import Store


async def generated_secret(store: Store, key: str) -> str:
    """The secret of this row, made if there is none yet. Raises StoreError."""
    secret = await store.get(key)
    if secret is None:
        secret = secrets.token_urlsafe(32)
        await store.put({key: secret})
    return secret
