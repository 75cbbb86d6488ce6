"""The kiosk's screens: each is `x.py` and `x.kv` side by side, and reads the reception that it is shown."""
