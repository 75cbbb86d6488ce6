"""What happened, told to everyone who listens: the ring of last events and the Server-Sent Events streams."""
