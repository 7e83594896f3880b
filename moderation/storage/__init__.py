"""What we remember: tables, the queries on them, the connection to SQLite or PostgreSQL. Never commits by itself."""
