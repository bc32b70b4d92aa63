"""Where the sentences of a court report come from: the record read once, and a module for each part of it."""
