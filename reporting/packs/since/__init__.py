"""What differs between a pack that a panel saw and the same sections as they would be made now."""
