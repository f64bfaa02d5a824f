"""What every app stands on: users, audit log, access results, errors, base templates."""
