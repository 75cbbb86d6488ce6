"""The screens of a display: the board with its calls, and the sign above one window."""
