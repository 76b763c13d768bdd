"""What people read of publication."""
