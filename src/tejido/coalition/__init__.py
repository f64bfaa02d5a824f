"""Who acts for which organization: contacts, mandates."""
