"""Pure rules of who acts for an organization."""
