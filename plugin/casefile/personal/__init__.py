"""What a case file knows of people: who is named in it, how long it stays, and how nothing of it is left."""
