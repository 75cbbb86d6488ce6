"""The server's HTTP face: routes, credentials, problems and pages."""
