"""The contrast of two colours, as WCAG 2 defines it."""

Colour = tuple[float, ...]


def contrast_of(one: Colour, other: Colour) -> float:
    """Return the ratio, 1 to 21, of two opaque colours of parts from 0 to 1."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part) for part in colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
