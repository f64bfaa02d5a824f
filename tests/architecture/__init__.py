"""The rules of docs/architecture.md that a machine can check."""
