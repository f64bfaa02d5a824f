"""The shape of what is entered in the directory."""
