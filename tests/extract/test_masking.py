"""The spellings in which the parser reads a sentence."""

import pytest

from shugu.extract.masking import mask
from shugu.extract.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("Lindow paid Rs22.4 billion.", "Lindow paid C$22.4 billion."),
        ("Lindow paid KSh 5 million.", "Lindow paid US$ 5 million."),
        ("Lindow paid Tk 3 crore.", "Lindow paid C$ 3000000."),
        ("Lindow paid 3 trillion won.", "Lindow paid 3 trillion yen."),
        ("It was opened by Eng. Ada Brook.", "It was opened by Gen. Ada Brook."),
        ("Lindow has 40 boats.", "Lindow has 40 boats."),
    ],
)
def test_a_spelling_is_put_by_one_of_its_length_that_the_parser_knows(text, parsed):
    assert mask(text, find_quantities(text)) == parsed
