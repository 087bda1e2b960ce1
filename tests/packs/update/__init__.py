"""What the annual update of March 2024 says, and how its files are read to find it."""
