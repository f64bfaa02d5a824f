"""What the secretariat reads about accounts."""
