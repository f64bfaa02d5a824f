"""Rules of telling people, without Django."""
