"""Readers of the public corpora: a file for each kind of place, each row given only what its source truly labels."""
