"""Reads the QR code on a printed ticket, so that the virtual printer's page can link to what a phone would open."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image


def read_qr_codes(picture: Path) -> Sequence[str]:
    """Return what the picture's QR codes say; of dots that look like a code of another kind, nothing.

    Raises ImportError where no reader is installed.
    """
    import zxingcpp  # noqa: PLC0415 - optional: it comes with the demo, a printer works without

    only_qr = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    with Image.open(picture) as image:
        return [code.text for code in zxingcpp.read_barcodes(image.convert("L"), formats=only_qr)]


def find_link(picture: Path) -> str:
    """Return the web address in the picture's QR code, or "" if there is none or nothing here can read it."""
    try:
        texts = read_qr_codes(picture)
    except ImportError:
        return ""
    return next((text for text in texts if text.startswith(("http://", "https://"))), "")
