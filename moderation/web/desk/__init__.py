"""The managers' desk: the queue, what to know of each comment, and the decisions, as pages that work without script."""
