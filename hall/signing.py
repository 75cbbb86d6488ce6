"""Signatures by Ed25519: whoever has the public key can tell what the holder of the private one wrote.

Keys and signatures are texts of hexadecimal digits, as files and tables keep them. The library is loaded when the
first signature is made or checked: most starts of a program need none.
"""


def new_private_key() -> str:
    """Return a private key that nobody can guess."""
    from nacl.signing import SigningKey  # noqa: PLC0415  # see above

    return bytes(SigningKey.generate()).hex()


def public_key_of(private_key: str) -> str:
    """Return the public key that belongs to a private one."""
    from nacl.signing import SigningKey  # noqa: PLC0415  # see above

    return bytes(SigningKey(bytes.fromhex(private_key)).verify_key).hex()


def sign(words: str, private_key: str) -> str:
    """Return the signature of a text."""
    from nacl.signing import SigningKey  # noqa: PLC0415  # see above

    return SigningKey(bytes.fromhex(private_key)).sign(words.encode()).signature.hex()


def is_signed(words: str, signature: str, *, public_key: str) -> bool:
    """Whether the holder of the private key signed exactly this text; False for what is no signature or key at all."""
    from nacl.exceptions import CryptoError  # noqa: PLC0415  # see above
    from nacl.signing import VerifyKey  # noqa: PLC0415  # see above

    try:
        VerifyKey(bytes.fromhex(public_key)).verify(words.encode(), bytes.fromhex(signature))
    except (CryptoError, ValueError, TypeError):
        return False
    return True
