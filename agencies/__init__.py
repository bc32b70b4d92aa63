"""Who: partnerships, agencies, people, memberships, agreements, codes of conduct."""
