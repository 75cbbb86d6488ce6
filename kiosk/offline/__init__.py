"""What a kiosk does by itself while the server is away; `docs/decisions/0011-offline-numbers.md` tells the whole."""
