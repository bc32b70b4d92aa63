"""Every door of the product, tried by everybody."""
