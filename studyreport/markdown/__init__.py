"""Python-Markdown extensions: each is a pure function of a page and of the files it names."""
