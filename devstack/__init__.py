"""The embedded PostgreSQL and Valkey of `make run`, `make test` and `make bench`; never imported in production."""
