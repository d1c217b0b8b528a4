"""A draft of what an article says: seed files that a person only corrects."""
