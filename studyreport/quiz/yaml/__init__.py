"""A reader for the part of YAML that means the same to every reader of it."""

from studyreport.quiz.yaml.nodes import Mapping, Node, Place, Scalar, Sequence, locate, locate_name
from studyreport.quiz.yaml.reader import read

__all__ = ["Mapping", "Node", "Place", "Scalar", "Sequence", "locate", "locate_name", "read"]
