"""Images that questions show: read from docs, named so that no two of them share a name."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

_UNUSUAL = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Picture:
    """An image file: a name that changes with its bytes, and these."""

    name: str
    data: bytes

    @property
    def base64(self) -> str:
        """The bytes as Base64."""
        return b64encode(self.data).decode()

    @property
    def address(self) -> str:
        """The image as an address that holds it whole."""
        return data_address(self.name, self.data)


def picture(file: Path) -> Picture:
    """Return the image in a file."""
    data = file.read_bytes()
    stem = _UNUSUAL.sub("-", file.stem)
    digest = hashlib.sha256(data).hexdigest()[:8]
    return Picture(f"{stem}-{digest}{file.suffix.lower()}", data)


def data_address(name: str, data: bytes) -> str:
    """Return the address that holds a whole file, of the kind that its name tells."""
    kind = _KINDS.guess_type(name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{b64encode(data).decode()}"


# Without the machine's own tables: what is written must be the same everywhere.
_KINDS = mimetypes.MimeTypes()
_KINDS.add_type("image/webp", ".webp")
_KINDS.add_type("image/avif", ".avif")
_KINDS.add_type("font/woff2", ".woff2")
