"""What runs in the environments: a small library with dual functions, and its users."""
