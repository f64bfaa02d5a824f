"""Pages of the core: signing in, one's account, the people with an account, errors."""
