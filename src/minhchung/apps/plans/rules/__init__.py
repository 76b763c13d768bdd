"""What plans and objectives mean, without database and clock."""
