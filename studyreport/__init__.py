"""A generator of study reports whose figures, numbers and answer keys are executed."""
