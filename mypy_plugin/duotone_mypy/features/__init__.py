"""One feature of the plugin in each module; none imports another."""
