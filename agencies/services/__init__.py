"""Acts on agencies, people, agreements and codes: each one transaction, each with its line on the trail."""
