"""The first set-up of a kiosk: server, code, place, printer, which way up, PIN; before there is a hall to serve."""
