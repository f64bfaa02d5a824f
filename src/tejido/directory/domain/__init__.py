"""Pure rules of the directory: reading a printed list and deciding who it names."""
