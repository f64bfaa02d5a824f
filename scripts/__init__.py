"""Programs for working on Tejido."""
