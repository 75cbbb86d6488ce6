"""The words that every Yinhao program shares: tickets, places, events, errors, and the client to the server."""
