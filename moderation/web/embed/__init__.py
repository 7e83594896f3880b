"""The readers' pages: articles, the comments beneath them, signing up and in."""
