"""What two or more of the shop's pages show alike."""
