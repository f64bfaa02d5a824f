"""What people are told, in their account and by e-mail, and how each message fared."""
