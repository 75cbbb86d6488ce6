"""QR codes for pages, as rows of modules that a script draws: the pages' policy lets no picture in from elsewhere."""


def qr_rows(content: str) -> tuple[str, ...]:
    """Return the rows of the code that holds the content, `1` for black, with the white around it."""
    import qrcode  # noqa: PLC0415 -- with its pictures 3 MB and some 0.1 s of every start, for a page opened once a year

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(content)
    code.make(fit=True)
    return tuple("".join("1" if module else "0" for module in row) for row in code.get_matrix())
