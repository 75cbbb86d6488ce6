"""Who may vouch for the server: the machine's own authorities, so that a hall's own can be laid beside them."""

import ssl
from pathlib import Path

DEBIAN = Path("/etc/ssl/certs/ca-certificates.crt")
"""What `update-ca-certificates` writes: the public authorities, and those that were laid into /usr/local/share/."""


def find_authorities() -> str | bool:
    """Return the file with the authorities that are believed, True for those that `requests` brings along.

    With `SSL_CERT_FILE` in the environment (OpenSSL's name) only those in that file are: a hall's own alone.
    """
    told = ssl.get_default_verify_paths()
    files = (Path(each) for each in (told.cafile, DEBIAN) if each is not None)
    return next((str(file) for file in files if file.is_file()), True)
