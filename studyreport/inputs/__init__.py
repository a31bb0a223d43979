"""What a figure, a result or a run is made from: found by reading the code, and by watching it."""

from studyreport.inputs.code import code_state
from studyreport.inputs.normal import text_digest
from studyreport.inputs.reach import Reach, changes, reach_definition, reach_source
from studyreport.inputs.reads import note, recording
from studyreport.inputs.records import Record, Records

__all__ = [
    "Reach",
    "Record",
    "Records",
    "changes",
    "code_state",
    "note",
    "reach_definition",
    "reach_source",
    "recording",
    "text_digest",
]
