"""The kiosk's widgets: each is `x.py` and `x.kv` side by side."""
