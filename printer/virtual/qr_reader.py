"""Reads the QR code on a printed ticket, so that the virtual printer's page can link to what a phone would open."""

from pathlib import Path

from PIL import Image


def find_link(picture: Path) -> str:
    """Return the web address in the picture's QR code, or "" if there is none or nothing here can read it."""
    try:
        import zxingcpp  # noqa: PLC0415 - optional: it comes with the demo, a printer works without
    except ImportError:
        return ""
    with Image.open(picture) as image:
        texts = [code.text for code in zxingcpp.read_barcodes(image.convert("L"))]
    return next((text for text in texts if text.startswith(("http://", "https://"))), "")
