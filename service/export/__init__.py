"""What is kept, written to files that other programs read."""
