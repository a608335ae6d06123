"""What commands print: tables, charts and JSON on stdout, progress and questions on stderr."""
