"""The composition of the project: settings, addresses, server, command line."""
