"""What keeps a kiosk going in public: its health, what it is asked from afar, and the page behind the hidden corner."""
