"""The Content-Security-Policy of every page: nothing from elsewhere, no script but those built."""

from __future__ import annotations

import re
from collections.abc import Iterable

_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_CHARSET = re.compile(r"\s*<meta\s+charset=[^>]*>", re.IGNORECASE)
_OURS = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')


def policy(hashes: Iterable[str]) -> str:
    """Return the policy that lets inline scripts with these hashes run.

    Every page carries the hashes of all pages: with instant navigation a page's scripts run in
    the document of the page that was loaded first, under its policy. Styles may be inline because
    KaTeX writes the sizes of a formula into `style` attributes, which no hash can allow.
    """
    scripts = " ".join(["'self'", *(f"'{name}'" for name in sorted(hashes))])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        ]
    )


def with_policy(content: str, text: str) -> str:
    """Return a page with the policy as early as it can be, in place of the one it had.

    Only the declaration of the character set stays before it: browsers look for that one in the
    first 1024 bytes, and it fetches nothing.
    """
    bare = _OURS.sub("", content)
    head = _HEAD.search(bare)
    if not head:
        return bare
    charset = _CHARSET.match(bare, head.end())
    at = charset.end() if charset else head.end()
    meta = f'<meta http-equiv="Content-Security-Policy" content="{text}">'
    return bare[:at] + meta + bare[at:]
