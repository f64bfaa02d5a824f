"""Pure rules of statements: what a version holds, when it holds, and the digest it is frozen by."""
