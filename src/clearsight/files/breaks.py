"""Why XML breaks, in plain words, and how a handler stops the parser."""

from __future__ import annotations

from xml.parsers import expat

TOO_DEEP = "elements are nested too deeply"
NOT_CLOSED = "a child is not closed before the next begins"
WRONG_ENCODING = "it states an encoding that is not its own, or not known"
ENCODING_CODES = tuple(
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_INCORRECT_ENCODING,
        expat.errors.XML_ERROR_UNKNOWN_ENCODING,
    )
)
_CUT_SHORT = "the file ends in the middle"
_IN_WORDS = {
    expat.errors.XML_ERROR_NO_ELEMENTS: _CUT_SHORT,
    expat.errors.XML_ERROR_UNCLOSED_TOKEN: _CUT_SHORT,
    expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION: _CUT_SHORT,
    expat.errors.XML_ERROR_PARTIAL_CHAR: f"{_CUT_SHORT} of a character",
    expat.errors.XML_ERROR_INVALID_TOKEN: (
        "a character that XML does not allow, or bytes not in the encoding it states"
    ),
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: (
        "an entity (a name between & and ;) that is not defined"
    ),
    expat.errors.XML_ERROR_TAG_MISMATCH: (
        "an element is closed that was not the last one opened"
    ),
    expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: (
        "there is more after the end of the outermost element"
    ),
}
_BY_CODE = {expat.errors.codes[name]: words for name, words in _IN_WORDS.items()}


def in_words(code: int) -> str:
    """Return why the parser stopped, given its error code."""
    return _BY_CODE.get(code, "it is not well-formed XML")


class StoppedError(Exception):
    """A handler stopped the parser, which no longer knows where once this is caught."""

    def __init__(self, why: str, parser: expat.XMLParserType, step: int = 1) -> None:
        """Note line and byte; reading may go on from `step` bytes further."""
        super().__init__(why)
        self.why, self.line = why, parser.CurrentLineNumber
        self.at = parser.CurrentByteIndex + step


class RefusedError(StoppedError):
    """A document type was declared."""
