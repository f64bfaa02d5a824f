"""The transparency log: an append-only Merkle tree of what was done, that anyone can check."""
