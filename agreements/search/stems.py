"""What the forms of an English word have in common, in British and in American spelling."""

import re
from functools import lru_cache

import snowballstemmer

# "recognise" is "recognize"; but no American writes "supervize".
ALWAYS_WITH_S = re.compile(
    r"(advert|adv|compr|comprom|circumc|dev|disgu|enterpr|exerc|exc|expert|franch|improv|incis"
    r"|likew|merchand|otherw|parad|pract|prec|prem|prom|rev|superv|surpr|telev|treat)is(e|i|a)"
)
OUR = "arm|behavi|col|endeav|fav|harb|hon|hum|lab|neighb|rig|vap|vig"
AMERICAN = [
    (re.compile(r"(?<=.{4})is(?=(e|ed|es|ing|er|ers|ation|ations)$)"), "iz"),
    (re.compile(r"^analys(?=(e|ed|ing|er|ers)$)"), "analyz"),
    (re.compile(rf"^({OUR})our"), r"\1or"),
    (re.compile(r"(?<=[bt])(re(?=s?$)|r(?=ed$))"), "er"),  # centre, fibre
    (re.compile(r"^(defen|licen|offen|practi|preten)c(?=[ei])"), r"\1s"),
    (re.compile(r"^programme(?=s?$)"), "program"),
    (re.compile(r"(?<=log)ue(?=[sd]?$)"), ""),  # catalogue
    (re.compile(r"(?<=dg)e(?=ments?$)"), ""),  # judgement
]
# A recognition is what somebody recognised, a definition what they defined.
NITION = re.compile(r"(?<=n)itions?$")
# Several of what has another ending.
ONE_OF = {
    "memoranda": "memorandum",
    "criteria": "criterion",
    "analyses": "analysis",
    "mous": "mou",
    "women": "woman",
    "men": "man",
}


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Of a folded word; any that is not English is its own stem."""
    if not (word.isascii() and word.isalpha()):
        return word
    plain = american(ONE_OF.get(word, word))
    # One for each word: a stemmer keeps the word it is at, and threads share the module.
    return snowballstemmer.stemmer("english").stemWord(NITION.sub("", plain))


def american(word: str) -> str:
    if ALWAYS_WITH_S.match(word):
        return word
    for british, instead in AMERICAN:
        word = british.sub(instead, word)
    return word
