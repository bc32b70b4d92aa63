"""Names and words without marks and capitals, the same in Python and in PostgreSQL, for finding and sorting."""

import unicodedata
from typing import Any

from django.db.models import Func, TextField
from django.db.models.functions import Concat

_LETTERS = str.maketrans("øØłŁđĐðÐıİ", "oollddddii")  # letters that no decomposition takes apart
_PAIRS = (("ß", "ss"), ("æ", "ae"), ("œ", "oe"), ("Æ", "ae"), ("Œ", "oe"))


def plain(text: str) -> str:
    """Return ``text`` in small letters without accents: “Vennström” becomes “vennstrom”."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    for pair, letters in _PAIRS:
        bare = bare.replace(pair, letters)
    return bare.translate(_LETTERS).lower()


def _template() -> str:
    sql = "regexp_replace(normalize(%(expressions)s, NFKD), '[\\u0300-\\u036f]', '', 'g')"
    for pair, letters in _PAIRS:
        sql = f"replace({sql}, '{pair}', '{letters}')"
    return f"lower(translate({sql}, 'øØłŁđĐðÐıİ', 'oollddddii')) COLLATE \"C\""


class Plain(Func):
    """``plain`` of a column, ordered by code point, so that Python and the database sort alike."""

    template = _template()
    arity = 1

    def __init__(self, column: Any) -> None:
        super().__init__(column, output_field=TextField())


def joined(*columns: Any) -> Concat:
    """Return the columns as one text."""
    return Concat(*columns, output_field=TextField())
