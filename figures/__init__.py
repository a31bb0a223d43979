"""The drawings: one function per figure, made from snippets and results."""
