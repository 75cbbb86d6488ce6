"""The kiosk: a touchscreen where visitors find their matter and take a number."""
