"""Reads QR codes from pictures, and nothing else: dots may look like a code of another kind to the reader."""

from collections.abc import Sequence

import zxingcpp
from PIL import Image


def read_qr_codes(picture: Image.Image) -> Sequence[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
