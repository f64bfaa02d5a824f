"""How questions about budgets are answered: names resolved, SQL written, run, kept."""
