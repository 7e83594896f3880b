"""What several use-cases share; no door calls these."""
