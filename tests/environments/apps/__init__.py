"""What runs in the environments: one small library with dual functions, and programs that use it."""
