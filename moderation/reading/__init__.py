"""What others tell us: pages and feeds, fetched safely and turned into plain text."""
