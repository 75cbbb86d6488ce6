"""What may happen in a hall and who is next: pure functions that know no clock, database or network."""
