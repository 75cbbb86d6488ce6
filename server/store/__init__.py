"""The hall's record: tables, the writer lane and the unit of work. Nothing else in Yinhao knows a database."""
