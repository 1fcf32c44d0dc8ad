"""A link as a QR code, drawn as SVG that stands in the page."""

from functools import lru_cache

import qrcode
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage


@lru_cache(maxsize=256)
def qr_code(url: str) -> SafeString:
    picture = qrcode.make(url, image_factory=SvgPathImage, border=2)
    drawn: str = picture.to_string(encoding="unicode")
    return mark_safe(drawn)  # noqa: S308 -- squares, and no input's text
