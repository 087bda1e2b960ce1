"""The pages of setting up a partnership."""
