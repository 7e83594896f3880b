"""Other people's contracts, kept to the letter: each door translates, and adds no rule."""
