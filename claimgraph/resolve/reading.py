"""Takes a source phrase apart: pronoun, name, outlet, or description with head noun, modifiers and place."""

from __future__ import annotations

import re
from typing import Final

from claimgraph.outlets import Match, Registry
from claimgraph.records import Span
from claimgraph.resolve.cuts import cut_author, is_no_person, opens_apposition, until_comma
from claimgraph.resolve.names import clean_name
from claimgraph.resolve.outlet_phrases import OutletReader
from claimgraph.resolve.phrases import BODIES, PERSONAL, Phrase, Text
from claimgraph.resolve.words import TOKEN, Words, singular

__all__ = ["read_phrase"]

_ARTICLES: Final = (["the"], ["a"], ["an"])
_POSSESSIVE: Final = re.compile(r"(?<=\w)['’‘]s\Z")
_WHOLE_NAME: Final = 2
"""Words of a person's name."""
_FAR: Final = 6
"""Words in which the author of what was "issued" is looked for."""
_NAMED_AS: Final = re.compile(
    r"\b(?:(?:sur|first |last )?name|named|identified|identify|called|calling \w+sel(?:f|ves))\b", re.IGNORECASE
)


def read_phrase(source: Text, span: Span, words: Words, registry: Registry) -> Phrase:
    """The phrase at ``span`` of ``source``, taken apart by its form alone; who is meant is decided elsewhere."""
    owner = _POSSESSIVE.search(source.text, *span)  # "the ministry's claim that"
    tokens = list(TOKEN.finditer(source.text, span.start, owner.start() if owner else span.end))
    while tokens and (
        not tokens[0].group()[0].isalnum() or (words.is_(tokens[0].group().casefold(), "leading") and len(tokens) > 1)
    ):
        tokens.pop(0)
    if len(tokens) > 2 and tokens[0].group().casefold() in {"that", "those"} and tokens[1].group() == "of":
        tokens = tokens[2:]  # "his words contradict those of the chancellor, who said"
    while tokens and not tokens[-1].group()[0].isalnum() and tokens[-1].group() not in {")", "’", "'"}:
        tokens.pop()
    slash = next((i for i, t in enumerate(tokens[:5]) if t.group() == "/"), -1)
    tokens = tokens[slash + 1 :] if slash + 1 < len(tokens) else tokens  # "AGENCY / The army said": a dateline
    while len(tokens) > 1 and words.is_(tokens[-1].group(), "trailing"):
        tokens.pop()
    if not tokens or [t.group().casefold() for t in tokens] in _ARTICLES:
        return Phrase("nobody", span, "")
    start, end = tokens[0].start(), tokens[-1].end()
    surface = source.text[start:end]
    lowered = surface.casefold().replace("’", "'")
    first = tokens[0].group().casefold()
    if (lowered in words.pronouns and not (len(surface) > 1 and surface.isupper())) or (
        first in words.pronouns and len(tokens) == 2 and lowered.endswith(("self", "selves"))
    ):
        return Phrase("pronoun", Span(start, end), first)
    return _Reader(source, tokens, words, registry).read()


class _Reader(OutletReader):
    """Reads one phrase; its tokens are the words and marks of the source."""

    def read(self) -> Phrase:
        """The phrase."""
        out, cut = self.out, self._segment_end()
        segment, rest = self.tokens[:cut], self.tokens[cut:]
        segment = self._take_determiner(segment)
        core, tail = self._split_core(segment)
        owner, core = self._take_owner(core)
        out.tail = self._text(tail)
        if not core:
            core, owner = owner, []
        if not core:
            return self._finish_description([], tail)
        if self._take_outlet(owner, core, tail):
            self._take_apposition(rest)
            return out
        self._take_name(owner, core)
        if out.kind == "description" and tail and self._name_closes(segment):
            return out
        if out.kind == "description":
            self._finish_description(owner + core, tail)
            self._take_author(owner, core, tail)
        self._take_apposition(rest)
        return out

    def _segment_end(self) -> int:
        """Index of the token that ends the head segment: comma, bracket, dash, relative pronoun."""
        for i, token in enumerate(self.tokens):
            word = token.group()
            if i and (word in ",(—–;:[" or (word == "-" and len(word) == 1)):
                return i
            if i and self.words.is_(word.casefold(), "relative_pronouns"):
                return i
            if opens_apposition(self.tokens, i, self.words, self.source):
                return i
        return len(self.tokens)

    def _take_determiner(self, segment: list[re.Match[str]]) -> list[re.Match[str]]:
        out = self.out
        while len(segment) > 1:
            word = segment[0].group().casefold()
            if self.words.is_(word, "determiners_definite"):
                out.det = out.det or "definite"
                if word in {"his", "her", "its", "their", "our", "my"}:
                    out.det, out.owner = "possessive", word
                segment = segment[1:]
            elif self.words.is_(word, "determiners_indefinite") and segment[0].group() != "One":
                out.det = out.det or "indefinite"
                if word not in {"a", "an", "some", "another", "other"}:
                    break
                segment = segment[1:]
            else:
                break
        return segment

    def _split_core(self, segment: list[re.Match[str]]) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
        """Core of the noun phrase, and what follows from its first preposition or participle on."""
        for i, token in enumerate(segment):
            word = token.group()
            if not i or word[0].isupper() or segment[i - 1].group().endswith("-based"):
                continue  # "the Kolvia-based monitoring group"
            if i + 2 < len(segment) and self._follows_people(segment, i):
                return segment[:i], segment[i:]
            participle = word.endswith(("ed", "ing")) or self.words.is_(word, "participles")
            if participle and i + 1 < len(segment) and self._is_head(segment[i - 1].group()):
                return segment[:i], segment[i:]  # "footage posted online"
            if not self.words.is_(word.casefold(), "prepositions"):
                continue
            before, after = segment[i - 1].group(), [t.group() for t in segment[i + 1 : i + 3]]
            joins = word in {"of", "for", "and", "the", "on", "de", "&"} and after and before[0].isupper()
            named_after = bool(after) and (
                after[0][0].isupper() or (after[0] == "the" and len(after) > 1 and after[1][0].isupper())
            )
            named_after = named_after and not self.words.is_(after[0].casefold(), "times")  # "the Navy on Monday"
            ahead = segment[i - 1].end()
            whole_name = any(" " in m.name for m in self.source.person_ending(ahead, ahead))
            whole_name = whole_name or self.source.entity_type(segment[0].start(), ahead) == "person"
            if (
                joins
                and named_after
                and not whole_name
                and not self._is_title(before)
                and not self._is_people(segment[i - 1])
                and not before.endswith(("'s", "’s", "‘s"))
            ):
                continue
            if word == "in" and named_after and self.source.mention_over(segment[i - 1].start(), segment[i + 1].end()):
                continue
            return segment[:i], segment[i:]
        return segment, []

    def _follows_people(self, segment: list[re.Match[str]], at: int) -> bool:
        """Whether an adjective stands behind its noun, with "to" or "with" behind it: "sources privy to the talks"."""
        noun, word, after = (segment[i].group().casefold() for i in (at - 1, at, at + 1))
        people = self.words.head_type(noun) in PERSONAL and not self.words.head_type(word)
        return people and word.isalpha() and after in {"to", "with"}

    def _is_people(self, token: re.Match[str]) -> bool:
        """Whether ``token`` names people and no entity of the text holds it: "Residents of Oske", not a body's name."""
        people = self.words.head_type(token.group().casefold()) in PERSONAL
        return people and not self.source.mention_over(token.start(), token.end())

    def _take_owner(self, core: list[re.Match[str]]) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
        """Possessor and possessed: "Al Mayadeen's" + "sources"."""
        for i in range(len(core) - 1, 0, -1):
            word, following = core[i - 1].group(), core[i].group()
            if word.endswith(("'s", "’s", "‘s", "`s", "´s")):
                return core[:i], core[i:]
            if following in {"'", "’", "‘"} and word.endswith("s") and i + 1 < len(core):
                return core[:i], core[i + 1 :]
        return [], core

    # -- names

    def _take_name(self, owner: list[re.Match[str]], core: list[re.Match[str]]) -> None:
        """Finds the proper name at the end of the core, with the title before it."""
        out, at = self.out, len(core)
        while at and (
            core[at - 1].group()[0].isupper() or core[at - 1].group()[0].isdigit() or self._joins(core, at - 1)
        ):
            at -= 1
        run = core[at:]
        if not run or not any(t.group()[0].isupper() for t in run):
            return
        entity = self._entity_of(owner, core, at)
        last = run[-1].group().casefold().rstrip(".")
        names = [t.group() for t in run]
        lone = len(core) == 1 and core[0] is self.tokens[0]
        if lone and entity != "person" and self._is_plural_noun(names[0]):
            return
        if entity is None and (self._name_closes(core) or (len(names) == 1 and self._is_title(names[0]))):
            return  # "Senate Minority Leader Ann Lee"; "the Director": a role in capitals
        if (
            entity is None
            and self.words.is_(last, "capital_descriptions")
            and (len(names) < 2 or not self._is_organization(names))
        ):
            return  # "the Prime Minister", "Federal Way Police Chief": a description in capitals
        counts = lone and self.words.is_(last, "determiners_indefinite")
        if entity is None and lone and (counts or self.words.head_type(last)) and (counts or not names[0].isupper()):
            return  # "Police said": a sentence opens with a description
        cut = self._title_end(run, entity)
        bears = self._bears_title(names, cut) and not self._is_organization(names[cut:])
        worded = self._is_organization(names) and (entity is None or (entity == "person" and len(names) - cut > 2))
        organization = worded or (entity == "organization" and not bears)
        if organization:
            out.kind, out.name = "organization", clean_name(self._text((owner or []) + run))
            out.role = self._text(core[:at])
            self._take_kind_word([] if owner else core[:at])
        elif (entity == "place" and not bears) or (entity is None and self.registry.countries.code(" ".join(names))):
            out.kind, out.name = "organization", clean_name(self._text(run))
        else:
            before = core[:at] + run[:cut]
            out.name, out.role = clean_name(self._text(run[cut:])), self._text(owner + before)
            titled = bool(before) and out.det != "possessive"
            out.kind = (
                "person" if entity == "person" or titled or (2 <= len(names) - cut <= 4 and not out.det) else "name"
            )
            if names[-1].isupper() and len(names) == 1 and entity != "person":
                out.kind = "organization"
            self._note_role(out.role)
            self._take_kind_word(core[:at])

    def _entity_of(self, owner: list[re.Match[str]], core: list[re.Match[str]], at: int) -> str | None:
        """What the model takes the name that begins at ``core[at]`` for, put right where its words tell more."""
        run = core[at:]
        entity = self.source.entity_type(run[0].start(), run[-1].end())
        if entity != "organization" and len(core) == 1 and self.source.is_state(run[0].group()):
            return "organization"  # "Tiravan", of a text that speaks of "Tiravan's Defence Ministry"
        if entity == "person" and is_no_person(
            self._text(core[at - 1 : at]), self._text(run), self.words, self.registry
        ):
            return "organization"
        if entity == "organization" and owner and len(run) in {2, 3} and self._is_given(run[0].group()):
            return "person"  # "Vesti's Anna Brandt", taken for a body
        return entity

    def _title_end(self, run: list[re.Match[str]], entity: str | None) -> int:
        """How many words of ``run`` come before the name: titles, or what its bearer is, in a capital: "Pensioner Ann Lee"."""
        names = [t.group() for t in run]
        if titles := [i for i, n in enumerate(names[:-1]) if self._is_title(n)]:
            return titles[-1] + 1
        if run[0] is not self.tokens[0] or len(names) <= _WHOLE_NAME or self._is_organization(names):
            return 0
        role = names[0].casefold()
        person = entity == "person" or self._is_given(names[1])
        return int(person and self.words.head_type(role) in PERSONAL and singular(role) == role)

    def _is_given(self, name: str) -> bool:
        return any(self.words.is_(name.casefold(), f"{gender}_names") for gender in ("male", "female"))

    def _is_plural_noun(self, word: str) -> bool:
        """Whether a word that opens the phrase in capitals is no name: the text has it in small letters too."""
        plural = word.istitle() and word.endswith("s") and not word.endswith(("ss", "'s", "’s"))
        return plural and self.source.holds(word.lower())

    def _take_kind_word(self, before: list[re.Match[str]]) -> None:
        """Reads an outlet of which the word before its name tells the kind: "the Kolvia-backed site Volna"."""
        word = before[-1].group() if before else ""
        if self.words.is_(word, "outlet_nouns"):
            made = Match(self.registry.named(self.out.name), self.out.name, word, descriptor=False)
            self.out.kind, self.out.match = "outlet", made

    def _name_closes(self, segment: list[re.Match[str]]) -> bool:
        """Reads a person's name at the end of a long description: "the head of the Gora Red Cross Ann Lee"."""
        end = segment[-1].end()
        mention = next(self.source.person_ending(end - 1, end + 1), None)
        before = [t for t in segment if mention and t.end() <= mention.start]
        if mention is None or not before or before[-1].group().endswith(("'s", "’s", "‘s")):
            return False
        word = before[-1].group().casefold()
        if self.words.is_(word, "prepositions") or self.words.is_(word, "name_joiners"):
            return False
        if before[-1].group().islower() and " " not in mention.name and self.words.head_type(word) not in PERSONAL:
            return False  # "a spokesman for contractor Tarvex"
        roles = [t.group().casefold() for t in before if self.words.head_type(t.group().casefold()) in PERSONAL]
        if not roles:
            return False
        self.out.kind, self.out.name = "person", clean_name(self.source.text[mention.start : mention.end])
        self.out.role = self._text(before)
        self.out.head = roles[0]
        self._note_role(self.out.role)
        return True

    def _bears_title(self, names: list[str], cut: int) -> bool:
        """Whether ``names`` are a title and a person's name, whatever the model took them for."""
        return 0 < cut <= len(names) - 2 and self.words.head_type(names[cut - 1].casefold()) in PERSONAL

    def _joins(self, core: list[re.Match[str]], at: int) -> bool:
        word = core[at].group()
        if not 0 < at < len(core) - 1:
            return word.casefold().startswith(("al-", "el-", "ash-", "as-")) and at > 0
        lower = self.words.is_(word, "name_particles") or self.words.is_(word, "name_joiners")
        pair = (core[at - 1].group(), word) if word == "the" else (word, core[at + 1].group())
        if pair in {("of", "the"), ("for", "the")}:  # "General Staff of the Armed Forces"
            first = at - 1 if word == "the" else at
            return 0 < first < len(core) - 2 and all(core[i].group()[0].isupper() for i in (first - 1, first + 2))
        return (
            (lower or word.startswith(("al-", "el-")))
            and core[at + 1].group()[0].isupper()
            and core[at - 1].group()[0].isupper()
        )

    def _is_organization(self, names: list[str]) -> bool:
        """Whether the capitalised words ``names`` name a body by their own words."""
        last = names[-1].casefold().rstrip(".")
        if self.words.is_(last, "organization_words") and not self._is_title(names[-1]):
            return True
        if any(n in {"of", "for", "and"} for n in names) and any(
            self.words.is_(n.casefold(), "organization_words") for n in names
        ):
            return True
        return (
            len(names) > 1
            and self.words.is_(names[0].casefold(), "organization_words")
            and not self._is_title(names[0])
        )

    def _note_role(self, role: str) -> None:
        words = [t.group().casefold() for t in TOKEN.finditer(role) if t.group()[0].isalnum()]
        self.out.words = self.out.words | frozenset(words)
        if words and not self.out.head:
            self.out.head = words[-1]

    def _take_apposition(self, rest: list[re.Match[str]]) -> None:
        """Reads ", chief of the police" behind a name, ", Jane Roe," behind a description, "(JCS)" behind either."""
        out = self.out
        if not rest or out.kind in {"outlet", "staff"}:
            return
        text = self._text(rest)
        if out.kind in {"person", "name"}:
            self._take_role_behind(rest)
        elif out.kind == "description":
            name = self._name_in(until_comma(rest[1:])) if rest[0].group() == "," else []
            if not name and _NAMED_AS.search(text):
                tail = rest[max(i for i, t in enumerate(rest) if not t.group()[0].isupper()) + 1 :]
                name = tail if tail and len(tail) <= 4 else []
            body = self.words.head_type(out.head) == "named_organization" and self._body_in(until_comma(rest[1:]))
            if name or body:
                out.kind, out.role = "organization" if body else "person", out.label
                out.name = clean_name(self._text(name or until_comma(rest[1:])))

    def _body_in(self, segment: list[re.Match[str]]) -> bool:
        """Whether ``segment``, behind "the company,", is the name of a body."""
        names = [t.group() for t in segment]
        plain = 0 < len(names) <= 4 and all(n[0].isupper() or n == "&" for n in names)
        if not plain or self.out.det != "definite" or self.words.is_(names[0].casefold(), "times"):
            return False
        return self.source.entity_type(segment[0].start(), segment[-1].end()) not in {"person", "place"}

    def _take_role_behind(self, rest: list[re.Match[str]]) -> None:
        """Reads the role behind a name: ", chief of the police", ", a broadcaster", ", a reporter for an agency"."""
        out, first = self.out, rest[0].group()
        opened = first == "," or self.words.is_(first, "apposition_openers")
        if not opened and not self._is_head(first):
            return
        segment = until_comma(rest[1:] if opened else rest)
        head = self._head_of(segment)
        if head and self.words.head_type(head) == "media_outlet":
            out.kind, out.match = "outlet", Match(self.registry.named(out.name), out.name, head, descriptor=False)
        elif head and self.words.head_type(head) == "named_organization":
            out.kind = "organization"
        elif head and self.words.head_type(head) == "media_correspondent" and self._reports_for(segment):
            out.kind, out.label, out.head = "staff", out.name, head
        elif head:
            out.kind, out.role, out.head = "person", self._text(segment), head
            self._note_role(out.role)

    def _reports_for(self, segment: list[re.Match[str]]) -> bool:
        """Whether an apposition names the outlet that a reporter works for: ", a BBC reporter in Tripoli"."""
        names = [t.group() for t in segment if t.group()[0].isupper()]
        core, tail = self._split_core(segment)
        outer = self._text([t for t in core if t.group()[0].isupper()]) or (
            self._text(tail[1:4]) if tail and tail[0].group() in {"for", "of", "with", "from", "at"} else ""
        )
        match = self.registry.match(outer, countries=self.source.countries, speaks=True) if names and outer else None
        if match is None or match.outlet.kind in BODIES or match.outlet.kind == "social":
            return False
        self.out.match = match
        return True

    def _head_of(self, segment: list[re.Match[str]]) -> str:
        """Head noun of an apposition: the last word before its first preposition, if it is one of a role."""
        core, _ = self._split_core(segment) if segment else ([], [])
        word = core[-1].group().casefold() if core else ""
        if (
            self.words.is_(word, "titles")
            or self.words.head_type(word)
            or word.endswith(("man", "woman", "er", "or", "ist", "ian"))
        ):
            return word
        return ""

    def _name_in(self, segment: list[re.Match[str]]) -> list[re.Match[str]]:
        """The person's name that fills ``segment``, titles left away; empty where it is none."""
        while len(segment) > 1 and self._is_title(segment[0].group()):
            segment = segment[1:]
        names = [t.group() for t in segment]
        if not names or not names[0][0].isupper():
            return []
        last = names[-1].rpartition("-")[2] if names[-1].startswith(("al-", "el-", "ash-", "as-")) else names[-1]
        if not last[:1].isupper():
            return []
        kind = self.source.entity_type(segment[0].start(), segment[-1].end())
        plain = 2 <= len(names) <= 4 and all(
            n[0].isupper() or n is names[-1] or self.words.is_(n, "name_particles") for n in names
        )
        if kind == "person" or (
            kind is None and plain and not self._is_organization(names) and not names[-1].endswith(".")
        ):
            return segment
        return []

    # -- descriptions

    def _finish_description(self, core: list[re.Match[str]], tail: list[re.Match[str]]) -> Phrase:
        """Head, modifiers and label of a description."""
        out = self.out
        names = [t.group() for t in core if t.group()[0].isalnum()]
        out.head = names[-1].casefold() if names else ""
        out.modifiers = tuple(n.casefold().replace("’s", "").replace("'s", "") for n in names[:-1])
        if tail and tail[0].group() == "of" and self.words.is_(out.head, "determiners_indefinite"):
            inner, _ = self._split_core(tail[1:])
            out.head = inner[-1].group().casefold() if inner else out.head  # "one of the officials"
        place = self._tail_text(tail)
        out.words = frozenset(
            (*out.modifiers, out.head, *(t.group().casefold() for t in tail if t.group()[0].isalnum()))
        )
        body = self._text(core)
        if core and core[0].start() == self.tokens[0].start():
            body = self._lower_first(body, core[0].group())
        out.label = " ".join(filter(None, [body, place])).replace("’", "'").replace("‘", "'")
        if out.label.count('"') == 1:
            out.label = out.label.replace('"', "")  # the other mark stands outside: 'a so-called "insider"'
        named = [t for t in tail if t.group()[0].isupper()]
        text = self._text(tail)
        if named and _NAMED_AS.search(text) and tail[-1].group()[0].isupper():
            at = max(i for i, t in enumerate(tail) if not t.group()[0].isupper()) + 1
            body_named = self.words.head_type(out.head) == "named_organization"
            out.kind, out.role = "organization" if body_named else "person", body
            out.name = clean_name(self._text(tail[at:]))
            out.label = body
        return out

    def _lower_first(self, body: str, first: str) -> str:
        """``body`` in lower case at its start, unless it opens with a name: then a demonym, an acronym, an entity."""
        known = (
            self.registry.countries.code(re.split(r"[-'’‘]", first)[0])
            or first.isupper()
            or any(c.isupper() for c in first[1:])
        )
        start = self.tokens[0].start()
        entity = self.source.mention_over(start, start + 1) is not None
        if known or entity or self._mid_sentence(first):
            return body
        return body[:1].lower() + body[1:]

    def _mid_sentence(self, word: str) -> bool:
        """Whether ``word`` stands capitalised within a sentence somewhere, as names do, or opens no sentence here."""
        lowered = word.casefold()
        if self.words.head_type(lowered) or self.words.is_(lowered, "local_modifiers"):
            return False
        return self.source.holds_inside(word)

    def _take_author(self, owner: list[re.Match[str]], core: list[re.Match[str]], tail: list[re.Match[str]]) -> None:
        """Author of a document: "a statement by the army", "a CENTCOM statement", "the army's report"."""
        out = self.out
        if self.words.head_type(out.head) not in {"document", "unspecified"}:
            return
        if tail and tail[0].group().casefold() in {"issued", "released"}:  # "issued last week by the army"
            by = next((i for i, t in enumerate(tail[:_FAR]) if t.group() in {"by", "from"}), len(tail))
            out.author = self._text(cut_author(until_comma(tail[by + 1 :]), self.words)) if by + 1 < len(tail) else ""
        elif tail and tail[0].group().casefold() in {"by", "from", "of"}:
            at = 1
            if tail[0].group().casefold() != "of" or self.words.is_(out.head, "statement_words"):
                out.author = self._text(cut_author(until_comma(tail[at:]), self.words))
        elif owner:
            out.author = clean_name(self._text(owner))
        elif len(core) > 1 and any(
            c.isupper() for c in core[0].group()[1 if core[0].start() == self.tokens[0].start() else 0 :]
        ):
            out.author = clean_name(self._text(core[:-1]))
