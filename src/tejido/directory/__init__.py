"""Organizations, their names, memberships, places, and the resolution of messy lists."""
