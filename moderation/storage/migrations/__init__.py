"""The steps from one shape of the tables to the next; small, and each can be gone back."""
