"""What we do about it: one verb a file; the function has its file's name. A use-case never calls another."""
