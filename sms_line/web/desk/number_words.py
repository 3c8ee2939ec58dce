"""A number of people in words: who reads "twelve thousand" notices what a zero too many hides."""

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_GREAT = ((1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"), (100, "hundred"))


def in_words(number: int) -> str:
    """ "one thousand two hundred and thirty-four", from 0."""
    for size, name in _GREAT:
        if number >= size:
            rest = number % size
            joint = " and " if 0 < rest < 100 else " "
            more = joint + in_words(rest) if rest else ""
            return f"{in_words(number // size)} {name}{more}"
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = _TENS[number // 10 - 2], number % 10
    return f"{tens}-{_ONES[ones]}" if ones else tens
