"""Is the question well formed? Shapes of what comes in and goes out, and nothing about who asks."""
