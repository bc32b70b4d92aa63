"""Ports, passwords and keys of one stack, kept between runs in <state>/state.json (0600)."""

from __future__ import annotations

import base64
import json
import pathlib
import secrets

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class State:
    """Values are made when first asked for; `save` writes them."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.file = folder / "state.json"
        self.data: dict[str, str] = json.loads(self.file.read_text()) if self.file.exists() else {}

    def secret(self, key: str) -> str:
        return self.data.setdefault(key, secrets.token_urlsafe(48))

    def port(self, key: str) -> int | None:
        return int(self.data[key]) if key in self.data else None

    def save(self) -> None:
        tmp = self.file.with_suffix(".tmp")
        tmp.unlink(missing_ok=True)
        tmp.touch(mode=0o600)
        tmp.write_text(json.dumps(self.data, indent=1))
        tmp.replace(self.file)

    def product_env(self) -> dict[str, str]:
        """The product's secrets that every process needs."""
        self._make_keys()
        checkpoints = self.folder / "checkpoints"
        checkpoints.mkdir(exist_ok=True)
        return {
            "SECRET_KEY": self.secret("secret_key"),
            "FIELD_KEYS": self.data["field_keys"],
            "CONTEXT_KEY": self.secret("context_key"),
            "TRAIL_PUBLIC_KEY": self.data["trail_public_key"],
            "CHECKPOINT_DIR": str(checkpoints),
        }

    def worker_env(self) -> dict[str, str]:
        """The same, and the key that signs the trail: for the worker alone."""
        return {**self.product_env(), "TRAIL_SIGNING_KEY": self.data["trail_signing_key"]}

    def _make_keys(self) -> None:
        if "field_keys" not in self.data:
            self.data["field_keys"] = "k1:" + base64.b64encode(secrets.token_bytes(32)).decode()
        if "trail_signing_key" not in self.data:
            key = Ed25519PrivateKey.generate()
            self.data["trail_signing_key"] = base64.b64encode(key.private_bytes_raw()).decode()
            self.data["trail_public_key"] = base64.b64encode(key.public_key().public_bytes_raw()).decode()
