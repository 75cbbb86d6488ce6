"""Part of the glass: shows one box of a drawn frame in place of the whole, where that is known to be right and cheaper.

Where the processor draws instead of a graphics card, a frame costs what it covers and what is brought to the screen:
25 ms for a glass of 1080 × 1920, 3 ms for one button on it. Under X, Mesa's software renderers can bring a part
(GLX_MESA_copy_sub_buffer), and keep the pixels that a frame leaves alone. Graphics cards need not; they are fast enough
to draw every frame whole, and so does whatever else is not known here.
"""

import ctypes
import math
from collections.abc import Callable

from kivy.graphics.opengl import GL_RENDERER, glGetString

SOFTWARE_RENDERERS = (b"llvmpipe", b"softpipe")
EXTENSION = b"GLX_MESA_copy_sub_buffer"

Box = tuple[float, float, float, float]
"""Left, bottom, width and height in the window's px."""

PanelBox = tuple[int, int, int, int]
"""The same in whole px of the panel, as OpenGL has them."""

CORNERS = ((0, 0), (1, 1))


def find_part_shower() -> Callable[[PanelBox], None] | None:
    """Return what brings a part of the current window's frame to the screen; None where only whole frames go."""
    if not any(name in glGetString(GL_RENDERER) for name in SOFTWARE_RENDERERS):
        return None
    try:
        glx, x11 = ctypes.CDLL("libGL.so.1"), ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    glx.glXGetCurrentDisplay.restype = ctypes.c_void_p
    glx.glXGetCurrentDrawable.restype = ctypes.c_ulong
    glx.glXQueryExtensionsString.restype = ctypes.c_char_p
    glx.glXGetProcAddress.restype = ctypes.c_void_p
    display = ctypes.c_void_p(glx.glXGetCurrentDisplay())
    drawable = ctypes.c_ulong(glx.glXGetCurrentDrawable())
    if not display or EXTENSION not in (glx.glXQueryExtensionsString(display, 0) or b"").split():
        return None
    copy = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_ulong, *[ctypes.c_int] * 4)(
        glx.glXGetProcAddress(b"glXCopySubBufferMESA")
    )

    def show(part: PanelBox) -> None:
        copy(display, drawable, *part)
        x11.XFlush(display)

    return show


def turn_box(box: Box, size: tuple[float, float], turned: int) -> PanelBox:
    """Return where a box of a picture is on the panel that shows this picture turned by so many degrees.

    Whole px, never less than the box.
    """
    width, height = size
    panel_width, panel_height = (width, height) if turned % 180 == 0 else (height, width)
    cosine, sine = round(math.cos(math.radians(turned))), round(math.sin(math.radians(turned)))
    corners = [(box[0] + across * box[2] - width / 2, box[1] + up * box[3] - height / 2) for across, up in CORNERS]
    xs = [x * cosine - y * sine + panel_width / 2 for x, y in corners]
    ys = [x * sine + y * cosine + panel_height / 2 for x, y in corners]
    left, bottom = math.floor(min(xs)), math.floor(min(ys))
    return left, bottom, math.ceil(max(xs)) - left, math.ceil(max(ys)) - bottom
