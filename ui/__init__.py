"""The toolkit of every page: form renderer, chart geometry, brand, template tags. Knows no other app."""
