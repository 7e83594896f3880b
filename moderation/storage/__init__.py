"""What we remember: tables, the queries on them, and the connection to SQLite or PostgreSQL. Never commits by itself."""
