"""The hall's memory and rules: the local server that every Yinhao program speaks to."""
