"""The bank in the formats of other programs.

    done = export(project, bank, FORMATS["anki"])   # every file's bytes, and what was left out

A format sees no items: it sees every item as a `Question`, whatever its type. Types are listed in
`asked`, formats in `formats`.
"""
