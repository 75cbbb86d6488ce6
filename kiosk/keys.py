"""Which keys of a pad or headset move the focus: named on the command line, since every maker sends others."""

from hall.errors import BadSettings
from kiosk.focus import Key

CODES = {"up": 273, "down": 274, "right": 275, "left": 276, "enter": 13, "numpadenter": 271, "space": 32, "tab": 9}
CODES |= {"pageup": 280, "pagedown": 281, "home": 278, "end": 279, "plus": 43, "minus": 45}
CODES |= {f"f{number}": 281 + number for number in range(1, 16)}
"""Kivy's codes of the keys that pads send; any other key is named by its code."""

USUAL = "up=up,down=down,ok=enter,ok=numpadenter,repeat=space"


def read_keys(text: str) -> dict[int, Key]:
    """Read `up=up,down=down,ok=enter,repeat=f5`; a word may have several keys, a key one word.

    Raises:
        BadSettings: a word or key is unknown, a key is named twice, or a word has none.
    """
    keys: dict[int, Key] = {}
    for pair in text.split(","):
        word, _, name = pair.strip().partition("=")
        if word not in set(Key) or not (name in CODES or name.isdecimal()):
            raise BadSettings(f"--keys: {pair!r} is not like up=pageup; words: up down ok repeat; keys: a code, or "
                              + " ".join(CODES))  # fmt: skip
        code = CODES.get(name) or int(name)
        if code in keys:
            raise BadSettings(f"--keys: {name} is named twice")
        keys[code] = Key(word)
    if missing := set(Key) - set(keys.values()):
        raise BadSettings(f"--keys: no key for {' '.join(sorted(missing))}")
    return keys
