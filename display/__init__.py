"""The hall's board: shows and speaks every call, for the whole hall, one floor, or one window."""
