"""Rules around dossiers: pure, with the day and the calendar handed in."""
