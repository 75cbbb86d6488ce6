"""How long somebody will wait: the hall played forward from where it stands, with what it has taught so far."""
