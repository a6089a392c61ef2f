"""Posts that persons hold: beside their names, in relative clauses, and where somebody is appointed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.context import Context, Sort
from shugu.extract.gazetteer import guess_class
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.phrases import clean_name, is_post
from shugu.extract.sentence import find_prep
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_holder", "find_posts"]

_LONGEST = 7  # tokens of a title before a name
_FAR = 9  # tokens between a name and the post that stands apart from it
_MOST = 5  # tokens of a person's name


def find_posts(context: Context) -> Iterator[Candidate]:
    """The posts told in a sentence, one candidate for each person and post; of two wordings the longer."""
    told: dict[str, list[tuple[Mention, str]]] = {}
    for start, end in _names(context):
        for words in _beside(context, start, end):
            person = _person(context, start, end)
            told.setdefault(person.name, []).append((person, words))
    for person, words in _in_clauses(context):
        told.setdefault(person.name, []).append((person, words))
    for posts in told.values():
        for person, words in posts:
            if not any(words != other and words.lower() in other.lower() for _, other in posts):
                yield context.make(person, "holds post", words, sort=Sort(Kind.RELATION, "post", 0.85))


def find_holder(context: Context, post: Token) -> Mention | None:
    """The person named behind a post: Ada Brook of `the Minister of Power, Chief Ada Brook`; None where none is."""
    if not is_post(post):
        return None
    tokens = context.sentence.tokens
    below = {token.i for token in post.subtree}
    for start, end in _names(context):
        if start in below and start > post.i and is_post(tokens[start - 1]) and tokens[end - 1].i in below:
            return _person(context, start, end)  # "the firm's founder and president Ada Brook"
        comma = _before_address(tokens, start)
        if comma > post.i and tokens[comma].text == ",":
            head = _post_before(tokens, comma)
            if head is not None and head.i == post.i:
                return _person(context, start, end)
    return None


def _names(context: Context) -> Iterator[tuple[int, int]]:
    """Where a person's name may stand: what the recogniser takes for one, and other capitalised words beside a post."""
    tokens, at = context.sentence.tokens, 0
    while at < len(tokens):
        entity = context.sentence.entity_at(tokens[at])
        end = entity.end if entity is not None else _end_of_run(tokens, at)
        if is_post(tokens[end - 1]):
            pass  # "Chief Executive Officer" alone, whatever the recogniser takes it for
        elif entity is not None and entity.label_ == "PERSON":
            yield _without_post(tokens, entity.start, end), end
        elif 1 < end - at <= _MOST and _is_like_person(tokens[at:end]):
            yield _without_post(tokens, at, end), end
        at = max(end, at + 1)


def _end_of_run(tokens: Sequence[Token], at: int) -> int:
    end = at
    while end < len(tokens) and tokens[end].pos_ == "PROPN" and not tokens[end].ent_type_:
        end += 1
    return end


def _is_like_person(tokens: Sequence[Token]) -> bool:
    """True for a name of two words or more in which nothing tells a firm, a body or a place."""
    if not all(token.pos_ == "PROPN" and token.text[:1].isalpha() for token in tokens):
        return False
    name = " ".join(token.text for token in tokens)
    listed = guess_class(name, tokens[-1].text, "GPE")
    return listed == "Place" and guess_class(name, tokens[-1].text, "PERSON") == "Person"


def _without_post(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the name begins behind a post that the recogniser took for a part of it: Rector in Rector Ada Brook."""
    posts = [i for i in range(start, end - 1) if is_post(tokens[i])][-1:]
    return posts[-1] + 1 if posts else start


def _person(context: Context, start: int, end: int) -> Mention:
    """The person named there, by the fullest name where the name stands without a post in it."""
    tokens = context.sentence.tokens[start:end]
    found, entity = context.name(tokens[-1]), context.sentence.entity_at(tokens[0])
    if found is not None and found.type == "Person" and (entity is None or entity.start == start):
        return found
    span = context.sentence.span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
    return Mention(name=clean_name(context.sentence.text(tokens)), type="Person", span=span)


def _beside(context: Context, start: int, end: int) -> Iterator[str]:
    """The posts right before a name, before a comma, and behind one."""
    tokens = context.sentence.tokens
    before = _before_address(tokens, start)
    if before >= 0 and tokens[before].text == ",":
        head = _post_before(tokens, before)
        if head is not None:
            yield _words(context, head)
    elif before >= 0 and (title := _title(tokens, before)):
        yield context.sentence.text(title)
    if end + 1 < len(tokens) and tokens[end].text == ",":
        head = _post_behind(tokens, end + 1)
        if head is not None:
            yield _words(context, head)


def _before_address(tokens: Sequence[Token], start: int) -> int:
    """The place before a name and the form of address that begins it; -1 where the sentence begins with it."""
    before = start - 1
    while before >= 0 and tokens[before].lower_.strip(".") in load_words("events.posts.address"):
        before -= 1
    weak = load_words("events.posts.not_alone")
    if before > 0 and tokens[before].lower_ in weak and tokens[before - 1].text == ",":
        before -= 1  # "the Minister of Power, Chief Ada Brook"
    return before


def _title(tokens: Sequence[Token], last: int) -> list[Token]:
    """`Transport Minister` Hadi Wirasena, `Minister of Energy and Water` Birgit Aagren."""
    begin = last + 1
    while begin > 0 and last - begin < _LONGEST and _belongs_to_title(tokens[begin - 1]):
        begin -= 1
    if begin > 1 and tokens[begin - 1].lower_ == "and" and is_post(tokens[begin - 2]):
        begin -= 2  # "founder and president"
    elif begin > 1 and last > begin and tokens[begin].pos_ == "PROPN":
        begin = _first_field(tokens, begin)
    title = list(tokens[begin : last + 1])
    if not title:
        return []
    if not any(is_post(token) for token in title[-2:]):
        return _title_with_of(tokens, last)
    alone = len(title) == 1 and title[0].lower_ in load_words("events.posts.not_alone")
    return [] if alone else title


def _first_field(tokens: Sequence[Token], begin: int) -> int:
    """Where the fields of `Energy and Mines Minister`, `Trade, Industry and Energy Minister` begin."""
    marks: tuple[str, ...] = ("and", "&")
    while begin > 1 and tokens[begin - 1].lower_ in marks and _is_field(tokens[begin - 2]):
        begin -= 2
        while begin > 0 and _is_field(tokens[begin - 1]):
            begin -= 1  # "Tourism Development, Wildlife and Christian Affairs Minister"
        marks = (",",)
    return begin


def _is_field(token: Token) -> bool:
    field = token.pos_ in ("PROPN", "NOUN") and token.text[:1].isupper()
    return field and token.ent_type_ in ("", "ORG") and not is_post(token)


def _title_with_of(tokens: Sequence[Token], last: int) -> list[Token]:
    """The title whose field follows its noun: Minister of Energy and Water."""
    at = last
    while at > 0 and last - at < 2 * _LONGEST and tokens[at].ent_type_ != "PERSON":
        token = tokens[at]
        if is_post(token) and token.tag_ in ("NN", "NNP") and tokens[at + 1].lower_ in ("of", "for"):
            while at > 0 and _belongs_to_title(tokens[at - 1]):
                at -= 1
            return list(tokens[at : last + 1])
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "DET", "CCONJ", "PART") and token.lower_ not in ("of", "for"):
            return []
        at -= 1
    return []


def _belongs_to_title(token: Token) -> bool:
    if token.text in ("-", "–") and token.i > 0 and not token.nbor(-1).whitespace_:
        return True
    return token.pos_ in ("NOUN", "PROPN", "ADJ") and token.ent_type_ in ("", "ORG", "GPE", "NORP", "LOC", "FAC")


def _post_before(tokens: Sequence[Token], comma: int) -> Token | None:
    """The post of `the bank's regional director, Ada Brook`, of `the governor of Norland, Ada Brook`."""
    for i in range(comma - 1, max(-1, comma - _FAR), -1):
        token = tokens[i]
        if is_post(token) and token.tag_ in ("NN", "NNP"):
            return token
        if not (token.pos_ in ("NOUN", "PROPN", "ADJ", "DET", "CCONJ", "PART") or token.lower_ in ("of", "for", "at")):
            return None
    return None


def _post_behind(tokens: Sequence[Token], first: int) -> Token | None:
    """The post of `Ada Brook, the bank's regional director`; not that of another person behind it."""
    for token in tokens[first : first + _FAR]:
        if is_post(token) and token.tag_ in ("NN", "NNP"):
            return _last_of_post(tokens, token)
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "DET", "PRON", "PART") and token.lower_ not in ("and", "-"):
            return None
    return None


def _last_of_post(tokens: Sequence[Token], token: Token) -> Token | None:
    """The last noun of a post such as "chief executive officer"; None where a name follows."""
    following = [*tokens[token.i + 1 : token.i + _LONGEST], None]
    for behind in following:
        if behind is None or not is_post(behind):
            return None if behind is not None and behind.pos_ == "PROPN" else token
        token = behind
    return token


def _words(context: Context, head: Token) -> str:
    """The post in words: `the company's president` is president of the company that is meant."""
    sentence = context.sentence
    phrase = sentence.phrase(head)
    owner = next((child for child in head.children if child.dep_ == "poss"), None)
    mention = context.find_name(owner)
    if owner is None or mention is None:
        return sentence.text(phrase)
    own = {inner.i for inner in owner.subtree}
    words = sentence.text([inner for inner in phrase if inner.i not in own])
    return f"{words} of {mention.name}" if words else ""


def _in_clauses(context: Context) -> Iterator[tuple[Mention, str]]:
    """Posts that a verb tells: who heads the agency, whose president is Ada Brook, Ada Brook was appointed minister."""
    for verb in context.sentence.tokens:
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        lemma = verb.lemma_.lower()
        if lemma in load_table("events.posts.heading") and verb.tag_ in ("VBZ", "VBP"):
            yield from _heading(context, verb, str(load_table("events.posts.heading")[lemma]))
        elif lemma == "be":
            yield from _being(context, verb)
        elif lemma in load_words("events.posts.appointing"):
            yield from _appointed(context, verb)


def _heading(context: Context, verb: Token, post: str) -> Iterator[tuple[Mention, str]]:
    """`Ada Brook, who heads the agency`."""
    subject, led = _child(verb, "nsubj"), _child(verb, "dobj")
    if subject is None or led is None or any(child.dep_ == "neg" for child in verb.children):
        return
    person = context.find_name(verb.head if subject.tag_ == "WP" and verb.dep_ == "relcl" else subject)
    if person is not None and person.type == "Person" and context.sentence.is_plain(led):
        mention = context.name(led)
        yield person, f"{post} {mention.name if mention is not None else context.phrase(led)}"


def _being(context: Context, verb: Token) -> Iterator[tuple[Mention, str]]:
    """`whose president is Ada Brook`, `Ada Brook is the president of Norland`."""
    one, other = _child(verb, "nsubj"), _child(verb, "attr")
    if one is None or other is None or any(child.dep_ == "neg" for child in verb.children):
        return
    for post, named in ((one, other), (other, one)):
        person = context.name(named)
        if is_post(post) and post.tag_ in ("NN", "NNP") and named.pos_ == "PROPN" and person is not None:
            yield replace(person, type="Person"), _words_of_whose(context, post, verb)


def _words_of_whose(context: Context, post: Token, verb: Token) -> str:
    whose = next((child for child in post.children if child.tag_ == "WP$"), None)
    owner = context.name(verb.head) if whose is not None and verb.dep_ == "relcl" else None
    return f"{post.lower_} of {owner.name}" if owner is not None else _words(context, post)


def _appointed(context: Context, verb: Token) -> Iterator[tuple[Mention, str]]:
    """`Ada Brook was appointed chief executive`, `The board named Ada Brook as director`."""
    objects = [child for child in verb.children if child.dep_ in ("dobj", "oprd", "attr", "nsubjpass")]
    post = next((token for token in objects if is_post(token)), None) or find_prep(verb, "as")
    if post is None or not is_post(post):
        return
    named = next((token for token in objects if token.pos_ == "PROPN" and not is_post(token)), None)
    named = named or next((child for child in post.children if child.dep_ == "nmod" and child.pos_ == "PROPN"), None)
    if named is not None:
        entity = context.sentence.entity_at(named)
        start, end = (entity.start, entity.end) if entity is not None else (named.left_edge.i, named.i + 1)
        phrase = (token for token in context.sentence.phrase(post) if not start <= token.i < end)
        yield replace(_person(context, start, end), type="Person"), context.sentence.text(list(phrase))


def _child(verb: Token, label: str) -> Token | None:
    return next((child for child in verb.children if child.dep_ == label), None)
