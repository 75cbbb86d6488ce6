"""QR codes as modules."""

import qrcode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q

QUIET_MODULES = 4
"""White modules that the specification asks for on every side."""

_LEVELS = {"l": ERROR_CORRECT_L, "m": ERROR_CORRECT_M, "q": ERROR_CORRECT_Q, "h": ERROR_CORRECT_H}


def make_qr(content: str, level: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of modules (True is black) of the smallest code that holds the content, without quiet zone.

    Args:
        content: what a phone reads.
        level: error correction: l, m, q or h.
    """
    code = qrcode.QRCode(error_correction=_LEVELS[level], border=0)
    code.add_data(content)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())
