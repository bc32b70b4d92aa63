"""Rules that hold the house up, each as a test that fails by itself."""
