"""What sites and forms ask of us, in JSON, described by OpenAPI 3.1."""
