"""`python deploy/make_secrets.py FOLDER`: the secret files that docker-compose.yml names; existing ones are kept.

The trail's keys need the package `cryptography`; everything else is the standard library.
"""

from __future__ import annotations

import base64
import pathlib
import secrets
import sys

PASSWORDS = ("postgres", "owner", "app", "worker", "backup", "redis")


def write(folder: pathlib.Path, name: str, value: str) -> bool:
    """Closed to others by its folder (0700), open to the users inside the containers. False when it was there."""
    file = folder / name
    if file.exists():
        return False
    file.write_text(value)
    file.chmod(0o444)
    return True


def main(folder: pathlib.Path) -> int:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    for name in PASSWORDS:
        write(folder, f"{name}_password", secrets.token_urlsafe(32))
    write(folder, "secret_key", secrets.token_urlsafe(64))
    write(folder, "context_key", secrets.token_urlsafe(48))
    write(folder, "field_keys", "k1:" + base64.b64encode(secrets.token_bytes(32)).decode())
    key = Ed25519PrivateKey.generate()
    if write(folder, "trail_signing_key", base64.b64encode(key.private_bytes_raw()).decode()):
        (folder / "trail_public_key").unlink(missing_ok=True)
        write(folder, "trail_public_key", base64.b64encode(key.public_key().public_bytes_raw()).decode())
    return 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "secrets")))
