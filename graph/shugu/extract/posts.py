"""Posts that persons hold: beside their names, in relative clauses, and where somebody is appointed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.context import Context, Sort, is_named
from shugu.extract.gazetteer import guess_class
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.phrases import clean_name, is_field, is_post
from shugu.extract.sentence import find_prep
from shugu.extract.titles import before_address, find_post_before, find_titles, post_words
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

__all__ = ["find_holder", "find_posts", "name_speaker"]

_FEWEST = 2  # tokens of a name that the recogniser takes for none
_MOST = 5  # tokens of a person's name


def find_posts(context: Context) -> Iterator[Candidate]:
    """The posts told in a sentence, one candidate for each person and post; of two wordings the longer."""
    told: dict[str, list[tuple[Mention, str]]] = {}
    tokens = context.sentence.tokens
    for start, end in _names(context):
        if all(token.lower_.strip(".") in load_words("events.posts.address") for token in tokens[start:end]):
            continue  # "the president, Dr" of a name that is parsed apart
        for words in find_titles(context, start, end):
            person = _person(context, start, end)
            told.setdefault(person.name, []).append((person, words))
    for person, words in _in_clauses(context):
        told.setdefault(person.name, []).append((person, words))
    told.pop("", None)  # "the Minister for Fisheries Mr. The" of a sentence that breaks off
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
        comma = before_address(tokens, start)
        if comma > post.i and tokens[comma].text == ",":
            head = find_post_before(tokens, comma)
            if head is not None and head.i in below:
                return _person(context, start, end)
    return None


def name_speaker(context: Context, head: Token | None) -> Mention | None:
    """Who is meant by the subject of a verb: the holder of the post that it names, else what it names."""
    return None if head is None else find_holder(context, head) or context.name(head)


def _names(context: Context) -> Iterator[tuple[int, int]]:
    """Where a person's name may stand: what the recogniser takes for one, and other capitalised words beside a post."""
    tokens, at = context.sentence.tokens, 0
    while at < len(tokens):
        entity = context.sentence.entity_at(tokens[at])
        if entity is not None and _is_family_name(entity):
            entity = None
        end = entity.end if entity is not None else _end_of_run(tokens, at)
        person = entity is not None and entity.label_ == "PERSON"
        if not person and end - at < _FEWEST:
            pass
        elif is_post(tokens[end - 1]) or all(is_field(token) for token in tokens[at:end]):
            pass  # "Chief Executive Officer" alone, whatever the recogniser takes it for
        elif person:
            yield _without_post(tokens, at, end), end
        elif 1 < end - (start := _without_post(tokens, at, end)) <= _MOST and _is_like_person(tokens[start:end]):
            yield start, end
        at = max(end, at + 1)


def _is_family_name(entity: SpacySpan) -> bool:
    """True for the Han of `Han Shaobo`, which is taken for a people or a place."""
    token, place = entity.root, entity.end
    single = len(entity) == 1 and entity.label_ in ("NORP", "GPE", "ORG") and place < len(token.doc)
    return single and token.dep_ == "compound" and token.head.i == place and not token.doc[place].ent_type_


def _end_of_run(tokens: Sequence[Token], at: int) -> int:
    end = at + 1
    while tokens[at].pos_ == "PROPN" and end < len(tokens) and _goes_on(tokens[end]):
        end += 1
    return end


def _goes_on(token: Token) -> bool:
    """True for one more word of a name; the recogniser may take the last alone for a place or a thing."""
    single = token.ent_iob_ == "B" and (token.i + 1 == len(token.doc) or token.nbor().ent_iob_ != "I")
    beside = single and token.ent_type_ != "PERSON" and token.nbor(-1).head.i == token.i
    return token.pos_ == "PROPN" and (not token.ent_type_ or beside)


def _is_like_person(tokens: Sequence[Token]) -> bool:
    """True for a name of two words or more in which nothing tells a firm, a body or a place."""
    if not all(token.pos_ == "PROPN" and token.text[:1].isalpha() for token in tokens):
        return False
    name = " ".join(token.text for token in tokens)
    listed = guess_class(name, tokens[-1].text, "GPE")
    return listed == "Place" and guess_class(name, tokens[-1].text, "PERSON") == "Person"


def _without_post(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the name begins behind a post or its field: Rector in Rector Ada Brook, of Energy Ada Brook."""
    posts = [i for i in range(start, end - 1) if is_post(tokens[i])][-1:]
    begin = posts[-1] + 1 if posts else start
    while begin < end - 1 and is_field(tokens[begin]):
        begin += 1
    return begin


def _person(context: Context, start: int, end: int) -> Mention:
    """The person named there, by the fullest name where the name stands without a post in it."""
    tokens = context.sentence.tokens[start:end]
    found, entity = context.name(tokens[-1]), context.sentence.entity_at(tokens[0])
    if found is not None and found.type == "Person" and (entity is None or entity.start == start):
        return found
    span = context.sentence.span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
    return Mention(name=clean_name(context.sentence.text(tokens)), type="Person", span=span)


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
        elif lemma in load_words("events.posts.serving") and verb.tag_ in ("VBZ", "VBP", "VBN"):
            yield from _serving(context, verb)
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


def _serving(context: Context, verb: Token) -> Iterator[tuple[Mention, str]]:
    """`Ada Brook, who serves as director of the park`, `has held the position of director`."""
    held = _child(verb, "dobj")
    position = held is not None and held.lemma_.lower() in load_words("events.posts.positions")
    post = find_prep(held, "of") if held is not None and position else find_prep(verb, "as")
    subject = _child(verb, "nsubj")
    if post is None or not is_post(post) or subject is None:
        return
    person = context.find_name(verb.head if subject.tag_ == "WP" and verb.dep_ == "relcl" else subject)
    if person is not None and is_named(person) and person.type in ("Person", "Organization", "Topic"):
        yield replace(person, type="Person"), post_words(context, post)


def _being(context: Context, verb: Token) -> Iterator[tuple[Mention, str]]:
    """`whose president is Ada Brook`, `Ada Brook is the president of Norland`."""
    one, other = _child(verb, "nsubj"), _child(verb, "attr")
    if one is None or other is None or any(child.dep_ == "neg" for child in verb.children):
        return
    for post, named in ((one, other), (other, one)):
        person = context.name(named)
        if not is_post(post) or post.tag_ not in ("NN", "NNP") or _is_vague(post):
            continue
        weak = post.lower_ in load_words("events.posts.not_alone") and person is not None and person.type != "Person"
        if named.pos_ == "PROPN" and person is not None and not weak:
            yield replace(person, type="Person"), _words_of_whose(context, post, verb)


def _is_vague(post: Token) -> bool:
    """True for `a respected leader`, which is a description and no post."""
    indefinite = any(child.lower_ in ("a", "an") for child in post.children)
    return indefinite and not any(child.dep_ in ("prep", "compound", "poss") for child in post.children)


def _words_of_whose(context: Context, post: Token, verb: Token) -> str:
    whose = next((child for child in post.children if child.tag_ == "WP$"), None)
    owner = context.name(verb.head) if whose is not None and verb.dep_ == "relcl" else None
    return f"{post.lower_} of {owner.name}" if owner is not None else post_words(context, post)


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
        inside = any(start <= token.i < end for token in context.sentence.phrase(post))
        phrase = (token for token in context.sentence.phrase(post) if not start <= token.i < end)
        words = context.sentence.text(list(phrase)) if inside else post_words(context, post)
        yield replace(_person(context, start, end), type="Person"), words


def _child(verb: Token, label: str) -> Token | None:
    return next((child for child in verb.children if child.dep_ == label), None)
