"""Sources that claims and footnotes cite."""
