"""Signalbox for Python: who owns a request or a worker, decided in this process.

One file, standard library only, Python 3.9 or newer. It follows the plane's stream, falls back to
polling, keeps the last good snapshot on disk, decides locally, reports receipts and runs workers
under leases. Whatever is unknown, missing or malformed goes to the legacy owner (to the target
where legacy is gone); a decision never raises.

Digest and Ed25519 signature of every snapshot are verified, against pinned keys or those that the
plane publishes.

    client = Client(url="http://127.0.0.1:3000", program="quay", environment="staging",
                    token="...", legacy="python", cache_file="/var/lib/quay/switches.json")
    client.start()
    decision = client.decide(method="GET", path="/v2/acme/web/manifests/latest",
                             context={"org": "acme"})
    decision.owner  # "python" or "go"
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import itertools
import json
import logging
import math
import os
import platform
import random
import re
import secrets
import socket
import ssl
import struct
import sys
import tempfile
import threading
import time
import weakref
import zlib
from collections import Counter
from collections.abc import Mapping
from contextlib import contextmanager
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any, Callable, Dict, FrozenSet, Iterable, Iterator, List, Set, NamedTuple, Optional, Tuple
from urllib.parse import quote, urlsplit

__all__ = ["Client", "Decision", "Index", "Lease", "bucket_of", "index_snapshot", "resolve_owner"]

CLIENT = "signalbox-python/1"
_log = logging.getLogger("signalbox")


class SnapshotRefused(Exception):
    """A snapshot or change that must not be used; the message says why."""


# --- JSON and its canonical form -----------------------------------------------------------------

_LARGEST_INTEGER = 2**53 - 1
# In these the order of code points is not the order of UTF-16 code units, or an escape is needed.
_UNUSUAL = re.compile("[\ud800-\udfff\ue000-\uffff\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def _read_json(text: str) -> Tuple[Any, bool]:
    """The value of a JSON text, and whether it holds only what `json.dumps` writes canonically."""
    plain = True

    def number(source: str) -> float:
        nonlocal plain
        plain = False
        return float(source)

    def integer(source: str) -> Any:
        nonlocal plain
        if len(source) < 16:
            return int(source)
        plain = False
        return float(source)

    def constant(source: str) -> Any:
        raise ValueError(f"{source} is no JSON")

    value = json.loads(text, parse_float=number, parse_int=integer, parse_constant=constant)
    return value, plain


def _canonical_number(value: Any) -> str:
    if isinstance(value, int) and abs(value) <= _LARGEST_INTEGER:
        return str(value)
    value = float(value)
    if not math.isfinite(value):
        raise SnapshotRefused("it holds a number that JSON cannot write")
    if value == 0:
        return "0"
    sign, digit_tuple, exponent = Decimal(repr(value)).as_tuple()
    digits = "".join(map(str, digit_tuple)).lstrip("0")
    point = len(digits) + int(exponent)
    digits = digits.rstrip("0")
    count = len(digits)
    # ECMAScript's Number::toString, as RFC 8785 asks.
    if count <= point <= 21:
        text = digits + "0" * (point - count)
    elif 0 < point <= 21:
        text = f"{digits[:point]}.{digits[point:]}"
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        mantissa = digits if count == 1 else f"{digits[0]}.{digits[1:]}"
        text = f"{mantissa}e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return "-" + text if sign else text


def _canonical_text(value: str) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _write_canonical(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, str):
        return _canonical_text(value)
    if isinstance(value, (int, float)):
        return _canonical_number(value)
    if isinstance(value, list):
        return "[" + ",".join(map(_write_canonical, value)) + "]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
    members = (f"{_canonical_text(name)}:{_write_canonical(value[name])}" for name in names)
    return "{" + ",".join(members) + "}"


def canonical_json(value: Any, plain: bool = False) -> bytes:
    """RFC 8785 canonical JSON in UTF-8. `plain` says that every number is a small integer."""
    if plain:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        if _UNUSUAL.search(text) is None:
            return text.encode()
    return _write_canonical(value).encode()


# --- Signatures ----------------------------------------------------------------------------------

# Ed25519 of RFC 8032, verifying only: nothing here is secret, so nothing has to take the same time.
_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT_OF_MINUS_ONE = pow(2, (_P - 1) // 4, _P)
_Point = Tuple[int, int, int, int]


def _add(one: _Point, other: _Point) -> _Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % _P
    b = (one[1] + one[0]) * (other[1] + other[0]) % _P
    c = 2 * one[3] * other[3] * _D % _P
    d = 2 * one[2] * other[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _point(encoded: bytes) -> Optional[_Point]:
    y = int.from_bytes(encoded, "little")
    is_odd, y = y >> 255, y & (2**255 - 1)
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P != 0:
        x = x * _ROOT_OF_MINUS_ONE % _P
    if (x * x - square) % _P != 0 or (x == 0 and is_odd):
        return None
    if x & 1 != is_odd:
        x = _P - x
    return x, y, 1, x * y % _P


_BASE = _point((4 * pow(5, _P - 2, _P) % _P).to_bytes(32, "little")) or (0, 1, 1, 0)
_NEUTRAL: _Point = (0, 1, 1, 0)


def _is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature holds; about 4 ms."""
    if len(signature) != 64 or len(key) != 32:
        return False
    public, commitment = _point(key), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if public is None or commitment is None or scalar >= _ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    challenge = int.from_bytes(digest, "little") % _ORDER
    # scalar * base - challenge * public, both walked through at once.
    minus = (_P - public[0], public[1], 1, _P - public[3])
    both = _add(_BASE, minus)
    sum_: _Point = _NEUTRAL
    for bit in range(max(scalar.bit_length(), challenge.bit_length()) - 1, -1, -1):
        sum_ = _add(sum_, sum_)
        choice = (scalar >> bit & 1) | (challenge >> bit & 1) << 1
        if choice:
            sum_ = _add(sum_, (_BASE, minus, both)[choice - 1])
    is_x = (sum_[0] - commitment[0] * sum_[2]) % _P == 0
    return is_x and (sum_[1] - commitment[1] * sum_[2]) % _P == 0


_SIGNATURE = re.compile(r"ed25519:([A-Za-z0-9+/]{86}==)")


def _read_key(text: Any) -> bytes:
    """A public key in base64url, as `x` of a JSON web key."""
    try:
        key = base64.urlsafe_b64decode(str(text).rstrip("=") + "=")
    except ValueError as error:
        raise ValueError(f"{text!r} is no Ed25519 public key in base64url") from error
    if len(key) != 32 or _point(key) is None:
        raise ValueError(f"{text!r} is no Ed25519 public key in base64url")
    return key


def _keys_in(document: bytes) -> List[bytes]:
    """The keys of a `/plane/v1/keys` document; raises ValueError for one that cannot be read."""
    try:
        listed = json.loads(document)["keys"]
        return [_read_key(key["x"]) for key in listed if key.get("crv") == "Ed25519"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("the keys of the plane cannot be read") from error


def _holds(keys: List[bytes], canonical: bytes, signature: Any) -> bool:
    found = _SIGNATURE.fullmatch(signature) if isinstance(signature, str) else None
    return found is not None and any(
        _is_signed(key, canonical, base64.b64decode(found.group(1))) for key in keys
    )


#: Says by raising that a signature over canonical bytes is not good.
_Verify = Callable[[bytes, Any], None]


# --- Buckets -------------------------------------------------------------------------------------


def _utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def murmur3(data: bytes) -> int:
    """MurmurHash3 x86 32-bit, seed 0, unsigned."""
    length = len(data)
    mask = 0xFFFFFFFF
    whole = length >> 2
    value = 0
    for block in struct.unpack_from(f"<{whole}I", data):
        block = block * 0xCC9E2D51 & mask
        block = (block << 15 | block >> 17) & mask
        value ^= block * 0x1B873593 & mask
        value = (value << 13 | value >> 19) & mask
        value = (value * 5 + 0xE6546B64) & mask
    rest = data[whole << 2 :]
    if rest:
        block = int.from_bytes(rest, "little") * 0xCC9E2D51 & mask
        block = (block << 15 | block >> 17) & mask
        value ^= block * 0x1B873593 & mask
    value ^= length
    value = (value ^ value >> 16) * 0x85EBCA6B & mask
    value = (value ^ value >> 13) * 0xC2B2AE35 & mask
    return value ^ value >> 16


def bucket_of(salt: str, value: str) -> int:
    """The bucket, 0 to 9999, of a key's value under a rule's salt."""
    return murmur3(_utf8(f"{salt}:{value}")) % 10_000


# --- Patterns ------------------------------------------------------------------------------------

_ENCODED = re.compile(r"%([2-7][0-9A-Fa-f])")
_UNRESERVED = re.compile(r"[A-Za-z0-9\-._~]")
_SEGMENT = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)(\+|:(.+))?\}", re.DOTALL)
_NOT_IN_PATHS = re.compile(r"[?#\s]")
_PORT = re.compile(r":[0-9]+$")
# Longer paths are no route of anybody: they are answered by the safe owner.
_SEGMENTS_AT_MOST = 128
_PATH_AT_MOST = 8192
_PATTERN_AT_MOST = 2000
# Each {name+} multiplies the ways to read a path.
_RESTS_AT_MOST = 2

_POSIX = {
    "alnum": "0-9A-Za-z", "alpha": "A-Za-z", "ascii": "\\x00-\\x7f", "blank": "\\t ",
    "cntrl": "\\x00-\\x1f\\x7f", "digit": "0-9", "graph": "!-~", "lower": "a-z", "print": " -~",
    "punct": "!-/:-@\\[-`{-~", "space": "\\t\\n\\v\\f\\r ", "upper": "A-Z", "word": "0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}


def _decode_unreserved(path: str) -> str:
    if "%" not in path:
        return path

    def decoded(found: "re.Match[str]") -> str:
        character = chr(int(found.group(1), 16))
        return character if _UNRESERVED.match(character) else found.group()

    return _ENCODED.sub(decoded, path)


# RE2's own limit.
_REPEATS_AT_MOST = 1000


class _Piece(NamedTuple):
    kind: str  # "atom", "assertion", "repeat", "open", "close" or "bar"
    text: str


# One class or one character, escaped or not.
_ATOM = re.compile(r"\[(?:\\.|[^\]\\])*\]|\\x[0-9A-Fa-f]{2}|\\.|.", re.DOTALL)
_WORD = re.compile(r"[0-9A-Za-z_]")
_KINDS = {"(": "open", ")": "close", "|": "bar", "^": "assertion", "$": "assertion"}
_WRITTEN = {"{": r"\{", "$": r"\Z"}


class _Re2Reader:
    """Reads an RE2 expression into pieces as Python's `re` writes them; refuses what means something
    else there."""

    _GROUP = re.compile(r"\(\?(?:P?<([A-Za-z0-9_]+)>|([is]*)(?:-([is]+))?([:)]))")

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.names: Set[str] = set()

    def take(self, pattern: str) -> Optional["re.Match[str]"]:
        found = re.compile(pattern, re.DOTALL).match(self.source, self.at)
        if found is not None:
            self.at = found.end()
        return found

    def refuse(self, what: str) -> None:
        raise SnapshotRefused(f"{self.source} holds {what}, which is not read here")

    def escape(self, in_class: bool) -> str:
        if not in_class and self.take(r"\\Q"):
            quoted = self.take(r"(.*?)(?:\\E|$)")
            return re.escape(quoted.group(1)) if quoted else ""
        if not in_class and self.take(r"\\z"):
            return r"\Z"
        if self.take(r"\\s"):
            return r"\t\n\f\r " if in_class else r"[\t\n\f\r ]"
        if self.take(r"\\S"):
            if in_class:
                self.refuse(r"\S in a class")
            return r"[^\t\n\f\r ]"
        if not in_class and (anchor := self.take(r"\\[AbB]")):
            return anchor.group()
        if found := self.take(r"\\x\{([0-9A-Fa-f]{1,6})\}"):
            return re.escape(chr(int(found.group(1), 16)))
        if found := self.take(r"\\(?:x[0-9A-Fa-f]{2}|[aftnrvdDwW]|[!-/:-@\[-`{-~])"):
            return found.group()
        self.refuse("an escape")
        return ""

    def character_class(self) -> str:
        opening = self.take(r"\[\^?\]?")
        out = [(opening.group() if opening else "").replace("]", r"\]")]
        while not self.take(r"\]"):
            if self.at >= len(self.source):
                self.refuse("a class that is never closed")
            if posix := self.take(r"\[:([a-z]+):\]"):
                if posix.group(1) not in _POSIX:
                    self.refuse("a class that is not known")
                out.append(_POSIX[posix.group(1)])
            elif self.take(r"\[:"):
                self.refuse("a negated or unknown class")
            elif self.source[self.at] == "\\":
                out.append(self.escape(True))
            else:
                character = self.source[self.at]
                self.at += 1
                # Python keeps doubled signs for set operations.
                out.append(f"\\{character}" if character in "[&~|" else character)
        return "".join(out) + "]"

    def read(self) -> List[_Piece]:
        out: List[_Piece] = []
        # Where flags that change nothing stood last: what follows them repeats what stood before.
        parted = -1
        while self.at < len(self.source):
            character = self.source[self.at]
            if self.take(r"\(\?\)"):
                parted = self.at
            elif character == "\\":
                text = self.escape(False)
                if text in (r"\Z", r"\A", r"\b", r"\B"):
                    out.append(_Piece("assertion", text))
                else:
                    # A quoted text may be several characters, or none.
                    out += [_Piece("atom", one) for one in _ATOM.findall(text)]
            elif character == "[":
                out.append(_Piece("atom", self.character_class()))
            elif quantifier := self.take(r"(?:[*+?]|\{\d+(?:,\d*)?\})\??"):
                if out and out[-1].kind == "repeat" and quantifier.start() != parted:
                    self.refuse("a repetition of a repetition")
                if any(int(count) > _REPEATS_AT_MOST for count in re.findall(r"\d+", quantifier.group())):
                    self.refuse("a repetition that is too long")
                out.append(_Piece("repeat", quantifier.group()))
            elif self.source.startswith("(?", self.at):
                text = self.group()
                if text:
                    out.append(_Piece("open", text))
            else:
                self.at += 1
                kind = _KINDS.get(character, "atom")
                out.append(_Piece(kind, _WRITTEN.get(character, character)))
        return out

    def group(self) -> str:
        found = self._GROUP.match(self.source, self.at)
        if found is None:
            self.refuse("a group of this kind")
            return ""
        name, on, off, end = found.groups()
        self.at = found.end()
        if name is not None:
            if name in self.names:
                self.refuse("two groups of one name")
            self.names.add(name)
            return "("
        if end == ")":
            # Python takes flags without a group only at the beginning.
            if off or found.start() > 0:
                self.refuse("flags in the middle")
            return f"(?{on})" if on else ""
        return f"(?{on or ''}{'-' + off if off else ''}:"


_FLAGS = {"i": re.IGNORECASE, "s": re.DOTALL}
_STATES_AT_MOST = 20_000
_STEPS_KEPT = 4096
_END = 0


class _Linear:
    """An expression whose time is linear in the text, as RE2's is. Python's `re` backtracks: some
    expressions take it minutes for fifty characters, and the path of a request is anybody's to choose."""

    def __init__(self, pieces: List[_Piece]) -> None:
        self._pieces = pieces
        self._at = 0
        # What a state does, and the states after it. Built from the end, so that each knows its successor.
        self._states: List[Tuple[str, Any, Tuple[int, ...]]] = [("end", None, ())]
        self._atoms: Dict[Tuple[str, int], Tuple["re.Pattern[str]", Dict[str, bool]]] = {}
        flags = int(re.ASCII)
        if pieces and re.fullmatch(r"\(\?[is]*\)", pieces[0].text):
            flags |= self._flags(pieces[0].text[2:-1], "")
            self._at = 1
        tree = self._alternatives(flags)
        if self._at < len(pieces):
            raise SnapshotRefused("a group is closed that was never opened")
        self._start = frozenset([self._build(tree, _END)])
        self._steps: Dict[Tuple[FrozenSet[int], bool, bool, str], FrozenSet[int]] = {}

    # Reading: a tree of ("atom" | "assertion" | "all" | "any" | "repeat", …)

    @staticmethod
    def _flags(on: str, off: str, flags: int = 0) -> int:
        for letter in on:
            flags |= _FLAGS[letter]
        for letter in off:
            flags &= ~_FLAGS[letter]
        return flags

    def _alternatives(self, flags: int) -> Tuple[Any, ...]:
        branches = [self._sequence(flags)]
        while self._at < len(self._pieces) and self._pieces[self._at].kind == "bar":
            self._at += 1
            branches.append(self._sequence(flags))
        return ("any", branches)

    def _sequence(self, flags: int) -> Tuple[Any, ...]:
        parts: List[Tuple[Any, ...]] = []
        while self._at < len(self._pieces):
            kind, text = self._pieces[self._at]
            if kind in ("bar", "close"):
                break
            self._at += 1
            if kind == "repeat":
                if not parts:
                    raise SnapshotRefused("a repetition of nothing")
                parts.append(("repeat", *self._bounds(text), parts.pop()))
            elif kind == "open":
                inner = flags
                if found := re.fullmatch(r"\(\?([is]*)(?:-([is]+))?:", text):
                    inner = self._flags(found.group(1), found.group(2) or "", flags)
                parts.append(self._alternatives(inner))
                if self._at == len(self._pieces) or self._pieces[self._at].kind != "close":
                    raise SnapshotRefused("a group is never closed")
                self._at += 1
            elif kind == "assertion":
                parts.append(("assertion", text))
            else:
                self._atoms.setdefault((text, flags), (re.compile(text, flags), {}))
                parts.append(("atom", (text, flags)))
        return ("all", parts)

    @staticmethod
    def _bounds(text: str) -> Tuple[int, Optional[int]]:
        if text[0] in "*+?":
            return (1 if text[0] == "+" else 0), (1 if text[0] == "?" else None)
        least, comma, most = text.rstrip("?")[1:-1].partition(",")
        return int(least), int(least) if not comma else int(most) if most else None

    # Building

    def _state(self, kind: str, what: Any, after: Tuple[int, ...]) -> int:
        if len(self._states) == _STATES_AT_MOST:
            raise SnapshotRefused("the expression is too large")
        self._states.append((kind, what, after))
        return len(self._states) - 1

    def _build(self, tree: Tuple[Any, ...], after: int) -> int:
        kind = tree[0]
        if kind == "all":
            for part in reversed(tree[1]):
                after = self._build(part, after)
            return after
        if kind == "any":
            return self._state("split", None, tuple(self._build(branch, after) for branch in tree[1]))
        if kind != "repeat":
            return self._state(kind, tree[1], (after,))
        _, least, most, part = tree
        if most is None:
            loop = self._state("split", None, ())
            self._states[loop] = ("split", None, (self._build(part, loop), after))
            after = loop
        else:
            for _ in range(most - least):
                after = self._state("split", None, (self._build(part, after), after))
        for _ in range(least):
            after = self._build(part, after)
        return after

    # Matching

    def _step(self, here: FrozenSet[int], is_first: bool, was_word: bool, character: str) -> FrozenSet[int]:
        """The states after a character; at the end (an empty one) the last state, if it is reached."""
        is_word = character != "" and _WORD.match(character) is not None
        holds = {r"\A": is_first, "^": is_first, r"\Z": character == "", r"\b": was_word != is_word,
                 r"\B": was_word == is_word}
        seen, waiting, after = set(here), list(here), set()
        while waiting:
            kind, what, nexts = self._states[waiting.pop()]
            if kind == "atom":
                pattern, known = self._atoms[what]
                if character not in known:
                    known[character] = character != "" and pattern.match(character) is not None
                if known[character]:
                    after.update(nexts)
            elif kind == "end":
                if character == "":
                    after.add(_END)
            elif kind == "split" or holds[what]:
                waiting += [one for one in nexts if one not in seen]
                seen.update(nexts)
        return frozenset(after)

    def __call__(self, text: str) -> bool:
        here, was_word = self._start, False
        for at in range(len(text) + 1):
            character = text[at : at + 1]
            key = (here, at == 0, was_word, character)
            after = self._steps.get(key)
            if after is None:
                if len(self._steps) > _STEPS_KEPT:
                    self._steps.clear()
                after = self._steps[key] = self._step(*key)
            if not after:
                return False
            here, was_word = after, _WORD.match(character) is not None
        return True


def _backtracks_little(pieces: List[_Piece]) -> bool:
    """Whether `re` cannot take long: nothing in a group is repeated, and one thing at most is."""
    repeats = [at for at, piece in enumerate(pieces) if piece.kind == "repeat"]
    return len(repeats) == 0 or (len(repeats) == 1 and pieces[repeats[0] - 1].kind == "atom")


def _compile_re2(source: str) -> Callable[[str], bool]:
    try:
        pieces = _Re2Reader(source).read()
        if not _backtracks_little(pieces):
            return _Linear(pieces)
        # Under RE2 \d, \w and \b are ASCII; a dot meets everything but a line's end in both.
        compiled = re.compile("".join(piece.text for piece in pieces), re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        raise SnapshotRefused(f"{source} is no regular expression: {error}") from error
    return lambda text: compiled.fullmatch(text) is not None


def _closing_brace(text: str, start: int) -> int:
    depth = 0
    in_class = False
    at = start
    while at < len(text):
        character = text[at]
        if character == "\\":
            at += 1
        elif in_class:
            in_class = character != "]"
        elif character == "[":
            in_class = True
            # A bracket right after the opening one is a member of the class.
            if text[at + 1 : at + 2] == "^":
                at += 1
            if text[at + 1 : at + 2] == "]":
                at += 1
        elif character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                return at
        at += 1
    return -1


def _split_segments(text: str) -> List[str]:
    parts: List[str] = []
    start = at = 1
    while at < len(text):
        if text[at] == "/":
            parts.append(text[start:at])
            start = at + 1
        elif text[at] == "{":
            end = _closing_brace(text, at)
            if end < 0:
                raise SnapshotRefused(f"the pattern {text} has a brace that is never closed")
            at = end
        at += 1
    parts.append(text[start:])
    return parts


class _Segment(NamedTuple):
    kind: str  # "0" literal, "1" regex, "2" {name}, "3" {name+}: in order of precedence
    text: str
    name: str = ""


def _parse_segment(part: str) -> _Segment:
    if "{" not in part:
        literal = _decode_unreserved(part)
        if "}" in part or _NOT_IN_PATHS.search(literal):
            raise SnapshotRefused(f"{part} can be no part of a path")
        return _Segment("0", literal)
    found = _SEGMENT.fullmatch(part)
    if found is None or _closing_brace(part, 0) != len(part) - 1:
        raise SnapshotRefused(f"{part} mixes a name with other text")
    name, suffix, source = found.groups()
    if suffix is None:
        return _Segment("2", "", name)
    return _Segment("3", "", name) if source is None else _Segment("1", source, name)


def _parse_pattern(text: str) -> List[_Segment]:
    if not text.startswith("/") or len(text) > _PATTERN_AT_MOST:
        raise SnapshotRefused(f"{text[:200]} is no pattern")
    segments = [_parse_segment(part) for part in _split_segments(text)]
    names = [segment.name for segment in segments if segment.name]
    if len(set(names)) != len(names):
        raise SnapshotRefused(f"{text} has two segments of one name")
    if sum(segment.kind == "3" for segment in segments) > _RESTS_AT_MOST:
        raise SnapshotRefused(f"{text} has more than {_RESTS_AT_MOST} segments of the form {{name+}}")
    return segments


class _Leaf:
    """The rows of one pattern under one host."""

    __slots__ = ("rank", "by_method", "first")

    def __init__(self, rank: Tuple[str, int], first: str) -> None:
        # Precedence left to right, then the row's place: the lower wins.
        self.rank = rank
        self.by_method: Dict[str, str] = {}
        self.first = first


class _Node:
    __slots__ = ("literals", "regexes", "name", "rest", "leaf")

    def __init__(self) -> None:
        self.literals: Dict[str, _Node] = {}
        self.regexes: Dict[str, Tuple[Callable[[str], bool], _Node]] = {}
        self.name: Optional[_Node] = None
        self.rest: Optional[_Node] = None
        self.leaf: Optional[_Leaf] = None


_Found = Optional[Tuple[Tuple[str, int], str]]


def _better(one: _Found, other: _Found) -> _Found:
    if one is None or other is None:
        return one or other
    return one if one[0] <= other[0] else other


def _answer(leaf: Optional[_Leaf], method: str) -> _Found:
    if leaf is None:
        return None
    route = leaf.by_method.get(method)
    if route is None and method == "OPTIONS":
        route = leaf.first
    if route is None and method == "HEAD":
        route = leaf.by_method.get("GET")
    return None if route is None else (leaf.rank, route)


def _search(node: _Node, parts: List[str], at: int, method: str) -> _Found:
    if at == len(parts):
        return _answer(node.leaf, method)
    part = parts[at]
    literal = node.literals.get(part)
    if literal is not None:
        found = _search(literal, parts, at + 1, method)
        if found is not None:
            return found
    # An empty segment is a trailing or doubled slash: only the pattern that writes it meets it.
    if part == "":
        return None
    best: _Found = None
    for matches, child in node.regexes.values():
        if matches(part):
            best = _better(best, _search(child, parts, at + 1, method))
    if best is not None:
        return best
    if node.name is not None:
        found = _search(node.name, parts, at + 1, method)
        if found is not None:
            return found
    if node.rest is None:
        return None
    end = at + 1
    while end <= len(parts) and parts[end - 1] != "":
        best = _better(best, _search(node.rest, parts, end, method))
        end += 1
    return best


def _host_name(host: str) -> str:
    return _PORT.sub("", host.lower())


_NO_ID = "\0"


class _RouteTable:
    """Finds the route of a request: its host's rows first, then literal over regex over {name} over
    {name+}, left to right. Rows that cannot be matched are left out."""

    def __init__(self, rows: List[Any]) -> None:
        self._any = _Node()
        self._hosts: Dict[str, _Node] = {}
        self._compiled: Dict[str, Callable[[str], bool]] = {}
        for order, row in enumerate(rows):
            try:
                self._place(row, order)
            except SnapshotRefused as refused:
                _log.debug("a route is not matched: %s", refused)

    def _place(self, row: Any, order: int) -> None:
        if not isinstance(row, dict):
            return
        route, pattern, method, host = (row.get(name) for name in ("id", "pattern", "method", "host"))
        if not (isinstance(pattern, str) and isinstance(method, str) and "host" in row):
            return
        if host is not None and not isinstance(host, str):
            return
        if not isinstance(route, str):
            # Whoever meets it is answered as for what is unknown, and not by a row that says less.
            route = _NO_ID
        segments = _parse_pattern(pattern)
        compiled = [self._compile(segment) for segment in segments]
        node = self._any if host is None else self._hosts.setdefault(_host_name(host), _Node())
        for segment, matches in zip(segments, compiled):
            node = self._child(node, segment, matches)
        if node.leaf is None:
            # "4" ends every rank: a pattern that says more wins over one that has ended.
            rank = "".join(segment.kind for segment in segments) + "4"
            node.leaf = _Leaf((rank, order), route)
        node.leaf.by_method.setdefault(method.upper(), route)

    def _compile(self, segment: _Segment) -> Optional[Callable[[str], bool]]:
        if segment.kind != "1":
            return None
        known = self._compiled.get(segment.text)
        if known is None:
            known = self._compiled[segment.text] = _compile_re2(segment.text)
        return known

    @staticmethod
    def _child(node: _Node, segment: _Segment, matches: Optional[Callable[[str], bool]]) -> _Node:
        if segment.kind == "0":
            return node.literals.setdefault(segment.text, _Node())
        if matches is not None:
            return node.regexes.setdefault(segment.text, (matches, _Node()))[1]
        if segment.kind == "2":
            node.name = node.name or _Node()
            return node.name
        node.rest = node.rest or _Node()
        return node.rest

    def match(self, method: str, path: str, host: Optional[str]) -> Optional[str]:
        if len(path) > _PATH_AT_MOST or not path.startswith("/"):
            return None
        path = path.partition("#")[0].partition("?")[0]
        parts = _decode_unreserved(path).split("/")[1:]
        if len(parts) > _SEGMENTS_AT_MOST:
            return None
        method = method.upper()
        own = self._hosts.get(_host_name(host)) if isinstance(host, str) and self._hosts else None
        found = None if own is None else _search(own, parts, 0, method)
        if found is None:
            found = _search(self._any, parts, 0, method)
        return None if found is None else found[1]


# --- Owner resolution ----------------------------------------------------------------------------


class Decision(NamedTuple):
    """Who owns a request or a worker, and which rule of which version said so."""

    owner: str
    #: local-force, force, route, capability, family, default, worker or fallback
    decided_by: str
    epoch: int
    version: int
    #: The rule that decided; None under force and fallback. Shared: do not change it.
    rule: Optional[Mapping[str, Any]] = None
    #: The snapshot has not been confirmed for longer than the client's limit. It is still used.
    stale: bool = False

    def as_json(self) -> Dict[str, Any]:
        """The decision in the words of the wire."""
        answer: Dict[str, Any] = {"owner": self.owner, "decidedBy": self.decided_by}
        if self.rule is not None:
            answer["rule"] = self.rule
        answer.update(epoch=self.epoch, version=self.version)
        if self.stale:
            answer["stale"] = True
        return answer


class _Lists(NamedTuple):
    orgs: Optional[FrozenSet[str]]
    repos: Optional[FrozenSet[str]]
    users: Optional[FrozenSet[str]]


class _Canary(NamedTuple):
    excepted: Optional[_Lists]
    lists: Optional[_Lists]
    percent: int
    key: Optional[str]
    salt: str


class _Reading(NamedTuple):
    kind: str  # "none", "damaged" or "rule"
    rule: Optional[Dict[str, Any]] = None
    canary: Optional[_Canary] = None


class _Owner:
    """Everything that can be answered about one route or worker, built before the first request."""

    __slots__ = ("fixed", "canary", "sticky", "base", "target", "legacy", "fallback", "local_forced")

    def __init__(self, base: Decision, fallback: Decision, local_forced: Optional[Decision]) -> None:
        self.fixed: Optional[Decision] = base
        self.canary: Optional[_Canary] = None
        self.sticky = False
        self.base = self.target = self.legacy = base
        self.fallback = fallback
        self.local_forced = local_forced


_LEVEL_MEMBERS = {"owner", "canary", "sticky", "legacy"}
_ROUTE_MEMBERS = _LEVEL_MEMBERS | {"id", "method", "host", "pattern", "capability", "family"}
_CANARY_MEMBERS = {"except", "orgs", "repos", "users", "percent", "key", "salt"}
_LIST_MEMBERS = {"orgs", "repos", "users"}
_SELECTOR_KEYS = ("user", "org", "repo", "targetingKey")
_ABSENT = object()


def _is_integer(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return value == value // 1 and abs(value) <= _LARGEST_INTEGER if math.isfinite(value) else False


def _is_count(value: Any) -> bool:
    return _is_integer(value) and value >= 0


def _words_of(owners: Any) -> Optional[Tuple[str, str]]:
    if not isinstance(owners, dict):
        return None
    legacy, target = owners.get("legacy"), owners.get("target")
    if not isinstance(legacy, str) or not isinstance(target, str):
        return None
    if not legacy or not target or legacy == target or "off" in (legacy, target):
        return None
    return legacy, target


def _read_lists(members: Dict[str, Any]) -> Tuple[bool, Optional[_Lists]]:
    """Whether the lists can be read, and the lists where there are any."""
    lists: List[Optional[FrozenSet[str]]] = []
    for name in ("orgs", "repos", "users"):
        value = members.get(name, _ABSENT)
        if value is _ABSENT:
            lists.append(None)
        elif isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            lists.append(frozenset(value))
        else:
            return False, None
    return True, (None if lists == [None, None, None] else _Lists(*lists))


def _read_canary(canary: Any) -> Optional[_Canary]:
    if not isinstance(canary, dict) or not _CANARY_MEMBERS.issuperset(canary):
        return None
    excepted = None
    if "except" in canary:
        members = canary["except"]
        if not isinstance(members, dict) or not _LIST_MEMBERS.issuperset(members):
            return None
        well, excepted = _read_lists(members)
        if not well:
            return None
    well, lists = _read_lists(canary)
    if not well or ("key" in canary and canary["key"] not in _SELECTOR_KEYS):
        return None
    if "salt" in canary and not isinstance(canary["salt"], str):
        return None
    if "percent" not in canary:
        return _Canary(excepted, lists, 0, None, "")
    percent = canary["percent"]
    if not _is_integer(percent) or not 0 <= percent <= 10_000:
        return None
    if "key" not in canary or "salt" not in canary:
        return None
    return _Canary(excepted, lists, int(percent), canary["key"], f"{canary['salt']}:")


def _read_rule(value: Any, words: Tuple[str, str], known: set) -> _Reading:
    if not isinstance(value, dict) or not known.issuperset(value):
        return _Reading("damaged")
    if "legacy" in value and value["legacy"] not in ("hot", "cold", "lossy", "gone"):
        return _Reading("damaged")
    if "owner" not in value:
        return _Reading("damaged" if "canary" in value or "sticky" in value else "none")
    owner = value["owner"]
    if not isinstance(owner, str) or owner not in words:
        return _Reading("damaged")
    rule: Dict[str, Any] = {"owner": owner}
    if "sticky" in value:
        if value["sticky"] != "creation":
            return _Reading("damaged")
        rule["sticky"] = "creation"
    if "canary" not in value:
        return _Reading("rule", rule)
    canary = _read_canary(value["canary"]) if owner == words[1] else None
    if canary is None:
        return _Reading("damaged")
    rule["canary"] = value["canary"]
    return _Reading("rule", rule, canary)


class _Force:
    def __init__(self, entries: List[Any]) -> None:
        self.program = False
        self.families: set = set()
        self.capabilities: set = set()
        for entry in entries:
            scope, key = (entry.get("scope"), entry.get("key")) if isinstance(entry, dict) else (None, None)
            if scope == "family" and isinstance(key, str):
                self.families.add(key)
            elif scope == "capability" and isinstance(key, str):
                self.capabilities.add(key)
            else:
                # Somebody pulled the emergency control; where it cannot be read, it counts for everything.
                self.program = True


def _unreadable_because(snapshot: Dict[str, Any]) -> Optional[str]:
    if snapshot.get("schema") != "signalbox.snapshot/v1":
        return "its schema is not known here"
    if not _is_count(snapshot.get("epoch")) or not _is_count(snapshot.get("version")):
        return "it has no epoch or version"
    if _words_of(snapshot.get("owners")) is None:
        return "it does not name two owners"
    for name in ("force", "routes"):
        if not isinstance(snapshot.get(name), list):
            return f"its {name} cannot be read"
    for name in ("default", "families", "capabilities", "workers"):
        if not isinstance(snapshot.get(name), dict):
            return f"its {name} cannot be read"
    return None


class Index:
    """A snapshot made ready for decisions. Takes anything: what cannot be read is answered by the
    safe owner. `legacy` is the word for an owner as long as no snapshot names one."""

    def __init__(self, snapshot: Any, legacy: str = "legacy", table: Optional[_RouteTable] = None) -> None:
        members = snapshot if isinstance(snapshot, dict) else {}
        self.unreadable = _unreadable_because(members)
        epoch, version = members.get("epoch"), members.get("version")
        self.epoch: int = int(epoch) if _is_count(epoch) else 0
        self.version: int = int(version) if _is_count(version) else 0
        self.words = _words_of(members.get("owners")) or (legacy, "target")
        self.routes: Dict[str, _Owner] = {}
        self.workers: Dict[str, _Owner] = {}
        self.table = table or _RouteTable([])
        force = _Force([])
        if self.unreadable is None:
            force = _Force(members["force"])
            gone = {
                key
                for key, value in members["capabilities"].items()
                if isinstance(value, dict) and value.get("legacy") == "gone"
            }
            self._prepare_routes(members, force, gone)
            for name, worker in members["workers"].items():
                self.workers[name] = self._worker(worker, force, gone)
            self.table = table or _RouteTable(members["routes"])
        self.unknown = self._constant(self._legacy("force" if force.program else "fallback"), True)

    def _decision(self, owner: str, by: str, rule: Optional[Dict[str, Any]] = None) -> Decision:
        return Decision(owner, by, self.epoch, self.version, rule)

    def _legacy(self, by: str) -> Decision:
        return self._decision(self.words[0], by)

    def _constant(self, fixed: Decision, forceable: bool, fallback: Optional[Decision] = None) -> _Owner:
        return _Owner(fixed, fallback or fixed, self._legacy("local-force") if forceable else None)

    def _prepared(self, by: str, reading: _Reading, gone: bool) -> _Owner:
        fallback = self._decision(self.words[gone], "fallback")
        if reading.rule is None:
            return self._constant(fallback, not gone)
        base = self._decision(reading.rule["owner"], by, reading.rule)
        owner = self._constant(base, not gone, fallback)
        owner.canary = reading.canary
        owner.sticky = "sticky" in reading.rule
        if owner.canary is not None or owner.sticky:
            owner.fixed = None
        owner.target = self._decision(self.words[1], by, reading.rule)
        owner.legacy = self._decision(self.words[0], by, reading.rule)
        return owner

    def _prepare_routes(self, members: Dict[str, Any], force: _Force, gone: set) -> None:
        readings = {
            level: {key: _read_rule(value, self.words, _LEVEL_MEMBERS) for key, value in members[level].items()}
            for level in ("capabilities", "families")
        }
        default = _read_rule(members["default"], self.words, _LEVEL_MEMBERS)
        forced = self._constant(self._legacy("force"), True)
        damaged = self._constant(self._legacy("fallback"), True)
        # Routes that one rule decides share one prepared answer.
        shared: Dict[Tuple[int, bool], _Owner] = {}

        def share(by: str, reading: _Reading, is_gone: bool) -> _Owner:
            key = (id(reading), is_gone)
            if key not in shared:
                shared[key] = self._prepared(by, reading, is_gone)
            return shared[key]

        def owner_of(route: Dict[str, Any]) -> _Owner:
            capability, family = route.get("capability", _ABSENT), route.get("family", _ABSENT)
            for name in (capability, family):
                if name is not None and not (isinstance(name, str) and name):
                    return forced if force.program else damaged
            is_gone = route.get("legacy") == "gone" or capability in gone
            if not is_gone and (
                force.program or capability in force.capabilities or family in force.families
            ):
                return forced
            own = _read_rule(route, self.words, _ROUTE_MEMBERS)
            if own.kind != "none":
                return self._prepared("route", own, is_gone)
            for by, level, key in (("capability", "capabilities", capability), ("family", "families", family)):
                reading = readings[level].get(key)
                if reading is not None and reading.kind != "none":
                    return share(by, reading, is_gone)
            return share("default", default, is_gone)

        for route in members["routes"]:
            if not isinstance(route, dict) or not isinstance(route.get("id"), str):
                continue
            # Two rows under one id contradict each other.
            twice = route["id"] in self.routes
            self.routes[route["id"]] = (forced if force.program else damaged) if twice else owner_of(route)

    def _worker(self, worker: Any, force: _Force, gone: set) -> _Owner:
        members = worker if isinstance(worker, dict) else {}
        capability, owner = members.get("capability", _ABSENT), members.get("owner")
        is_gone = isinstance(capability, str) and capability in gone
        is_forced = not is_gone and (
            force.program or (isinstance(capability, str) and capability in force.capabilities)
        )
        if owner == "off":
            off = self._decision("off", "worker", {"owner": "off"})
            # Force does not start what somebody stopped on purpose; a step of a handoff goes to legacy.
            handoff = members.get("handoff")
            is_step = isinstance(handoff, str) and handoff in self.words
            if not is_step or is_gone:
                return self._constant(off, False)
            return self._constant(self._legacy("force") if is_forced else off, True)
        if is_forced:
            return self._constant(self._legacy("force"), True)
        is_well = (
            _is_count(members.get("fence"))
            and (capability is _ABSENT or isinstance(capability, str))
            and isinstance(owner, str)
            and owner in self.words
        )
        if not is_well:
            return self._constant(self._decision(self.words[is_gone], "fallback"), not is_gone)
        return self._constant(self._decision(str(owner), "worker", {"owner": owner}), not is_gone)


def index_snapshot(snapshot: Any, legacy: str = "legacy") -> Index:
    """Makes a snapshot ready for `resolve_owner`; never raises."""
    return Index(snapshot, legacy)


def _listed(lists: _Lists, context: Mapping[str, Any]) -> Optional[bool]:
    """Whether the context is on one of the lists; None where that cannot be read."""
    for names, key in ((lists.orgs, "org"), (lists.repos, "repo"), (lists.users, "user")):
        if names is None:
            continue
        value = context.get(key)
        if isinstance(value, str):
            if value in names:
                return True
        elif value is not None:
            return None
    return False


def _decide_in_context(owner: _Owner, context: Any) -> Decision:
    canary = owner.canary
    if context is None:
        return owner.base if canary is None else owner.legacy
    if not isinstance(context, Mapping):
        return owner.fallback
    if owner.sticky:
        stamp = context.get("stamp")
        if stamp is not None:
            if stamp == owner.target.owner:
                return owner.target
            return owner.legacy if stamp == owner.legacy.owner else owner.fallback
    if canary is None:
        return owner.base
    if canary.excepted is not None:
        listed = _listed(canary.excepted, context)
        if listed is not False:
            return owner.legacy if listed else owner.fallback
    if canary.lists is not None:
        listed = _listed(canary.lists, context)
        if listed is not False:
            return owner.target if listed else owner.fallback
    if canary.key is None:
        return owner.legacy
    value = context.get(canary.key)
    if isinstance(value, str):
        is_in = value != "" and murmur3(_utf8(canary.salt + value)) % 10_000 < canary.percent
        return owner.target if is_in else owner.legacy
    return owner.legacy if value is None else owner.fallback


def resolve_owner(
    index: Index,
    *,
    route: Any = None,
    worker: Any = None,
    method: Any = None,
    path: Any = None,
    host: Any = None,
    context: Any = None,
    local_force: bool = False,
) -> Tuple[Decision, Optional[str]]:
    """Who owns a route, a worker or a request, and the id of the route where one is known.

    Whatever is unknown or malformed goes to the safe owner.
    """
    owner: Optional[_Owner] = None
    if isinstance(route, str):
        owner = index.routes.get(route)
    elif isinstance(worker, str):
        owner = index.workers.get(worker)
    elif isinstance(method, str) and isinstance(path, str):
        route = index.table.match(method, path, host)
        owner = None if route is None else index.routes.get(route)
    known = route if owner is not None and isinstance(route, str) else None
    if owner is None:
        owner = index.unknown
    if local_force and owner.local_forced is not None:
        return owner.local_forced, known
    return owner.fixed or _decide_in_context(owner, context), known


# --- Snapshots on the wire -----------------------------------------------------------------------


class _Held(NamedTuple):
    snapshot: Dict[str, Any]
    digest: str
    plain: bool
    index: Index
    #: The text as it was read or built, for the disk.
    text: bytes

    @property
    def id(self) -> str:
        return f"{self.index.epoch}-{self.index.version}"


def _verified(snapshot: Dict[str, Any], plain: bool, digest: Any, signature: Any, verify: _Verify) -> bytes:
    try:
        canonical = canonical_json(snapshot, plain)
    except RecursionError as error:
        raise SnapshotRefused("it is nested too deeply") from error
    if digest != "sha256:" + hashlib.sha256(canonical).hexdigest():
        raise SnapshotRefused("its digest is another: it was damaged on the way")
    verify(canonical, signature)
    return canonical


def _read_snapshot(text: bytes, program: str, environment: str, legacy: str, verify: _Verify) -> _Held:
    """Reads a signed snapshot and verifies it; raises SnapshotRefused with the reason."""
    try:
        value, plain = _read_json(text.decode())
    except (ValueError, RecursionError) as error:
        raise SnapshotRefused(f"it is no JSON: {error}") from error
    if not isinstance(value, dict):
        raise SnapshotRefused("it is no object")
    digest, signature = value.pop("digest", None), value.pop("signature", None)
    _verified(value, plain, digest, signature, verify)
    if value.get("program") != program or value.get("environment") != environment:
        raise SnapshotRefused("it is of another program or environment")
    index = Index(value, legacy)
    if index.unreadable is not None:
        raise SnapshotRefused(index.unreadable)
    return _Held(value, str(digest), plain, index, text)


def _own_rule(changed: Dict[str, Any]) -> Dict[str, Any]:
    if changed.get("owner") is None:
        return {}
    return {name: changed[name] for name in ("owner", "canary", "sticky") if name in changed}


def _apply_rules(snapshot: Dict[str, Any], change: Dict[str, Any]) -> Dict[str, Any]:
    after = dict(snapshot)
    for name in ("version", "updatedAt", "force"):
        after[name] = change[name]
    for name in ("families", "capabilities", "workers"):
        after[name] = dict(snapshot[name])
    routes: Dict[str, Dict[str, Any]] = {}
    for changed in change["rules"]:
        level, key, rule = changed["level"], changed.get("key"), _own_rule(changed)
        if level == "program":
            after["default"] = rule or after["default"]
        elif level == "route":
            routes[key] = rule
        elif level == "worker":
            after["workers"][key] = {k: v for k, v in changed.items() if k not in ("level", "key")}
        elif level in ("family", "capability"):
            if level == "capability" and "legacy" in changed:
                rule["legacy"] = changed["legacy"]
            place = after["families" if level == "family" else "capabilities"]
            if rule:
                place[key] = rule
            else:
                place.pop(key, None)
        else:
            raise SnapshotRefused(f"a change at the level {level} is not known here")
    if routes:
        rows = []
        for row in snapshot["routes"]:
            if row["id"] in routes:
                kept = {k: v for k, v in row.items() if k not in ("owner", "canary", "sticky")}
                row = {**kept, **routes.pop(row["id"])}
            rows.append(row)
        after["routes"] = rows
    if routes:
        raise SnapshotRefused("a change names a route that is not there")
    return after


def _apply_change(held: _Held, text: bytes, legacy: str, verify: _Verify) -> _Held:
    """The snapshot after a `change` event, verified as a whole one is; raises SnapshotRefused."""
    try:
        change, plain = _read_json(text.decode())
        if change["epoch"] != held.index.epoch or change["from"] != held.index.version:
            raise SnapshotRefused("a change does not start from the version held")
        after = _apply_rules(held.snapshot, change)
        digest, signature = change["digest"], change.get("signature")
    except SnapshotRefused:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SnapshotRefused(f"a change cannot be read: {error!r}") from error
    plain = plain and held.plain
    canonical = _verified(after, plain, digest, signature, verify)
    # Rules do not change what a path meets.
    index = Index(after, legacy, held.index.table)
    if index.unreadable is not None:
        raise SnapshotRefused(index.unreadable)
    proof = json.dumps({"digest": digest, "signature": signature}, separators=(",", ":")).encode()
    return _Held(after, digest, plain, index, canonical[:-1] + b"," + proof[1:])


def _write_atomically(path: str, content: bytes) -> None:
    """Writes a file so that a reader sees the old or the new one, whole, also after a loss of power."""
    folder = os.path.dirname(os.path.abspath(path))
    os.makedirs(folder, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=".signalbox-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


class _LastGood:
    """The last good snapshot on disk. The file's time is when it was last known to be the newest."""

    def __init__(self, path: Optional[str]) -> None:
        self._path = path

    def load(self) -> Optional[Tuple[bytes, float]]:
        """The text and its age in seconds; None where there is none."""
        if self._path is None:
            return None
        try:
            with open(self._path, "rb") as file:
                return file.read(), max(0.0, time.time() - os.fstat(file.fileno()).st_mtime)
        except FileNotFoundError:
            return None

    def save(self, text: bytes) -> None:
        if self._path is not None:
            _write_atomically(self._path, text)

    def confirm(self) -> None:
        if self._path is not None:
            try:
                os.utime(self._path)
            except OSError as error:
                _log.debug("the cache file cannot be touched: %s", error)


# --- Local force ---------------------------------------------------------------------------------

_OFF_WORDS = ("", "0", "false", "no", "off")


def _instant(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


def _line(text: str, most: int) -> str:
    """One line of at most so many UTF-16 code units: what the plane takes in a receipt."""
    one = _NO_TEXT.sub(" ", str(text)).strip()
    return one.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def _count(value: Any) -> int:
    """A count as the plane takes it."""
    return max(0, min(int(value), _COUNT_AT_MOST))


class _LocalForce:
    """On while a file is there or a variable is set: legacy, whatever the control plane says."""

    def __init__(self, path: Optional[str], variable: Optional[str]) -> None:
        self._path = path
        self._variable = variable
        self._since = time.time()
        self.state: Optional[Dict[str, str]] = None

    def read(self) -> bool:
        """Looks again; True when it was turned on or off since."""
        before = self.state
        self.state = self._from_variable() or self._from_file()
        return (before is None) != (self.state is None)

    def _from_variable(self) -> Optional[Dict[str, str]]:
        value = os.environ.get(self._variable or "", "")
        if self._variable is None or value.strip().lower() in _OFF_WORDS:
            return None
        return {"since": _instant(self._since), "reason": _line(f"{self._variable}={value}", 500)}

    def _from_file(self) -> Optional[Dict[str, str]]:
        if self._path is None:
            return None
        try:
            since = os.stat(self._path).st_mtime
        except FileNotFoundError:
            return None
        except OSError:
            # It cannot be seen now; what was seen last stays.
            return self.state
        reason = ""
        try:
            with open(self._path, encoding="utf-8", errors="replace") as file:
                reason = _line(file.read(2000), 500)
        except OSError:
            pass
        return {"since": _instant(since), "reason": reason or _line(f"{self._path} is there", 500)}


# --- Workers -------------------------------------------------------------------------------------


def _steady() -> float:
    """Seconds of a clock that nobody sets, and that also counts while the machine sleeps if it can."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class Lease(NamedTuple):
    """What a worker runs under. Hand `fence` to the queue or store that checks it."""

    worker: str
    fence: int
    #: In seconds of this process's steady clock.
    ends: float


class _Worker:
    def __init__(self, name: str, owner: str, start: Callable[[Lease], None],
                 stop: Callable[[], None], stop_seconds: float) -> None:
        self.name = name
        self.owner = owner
        self.start = start
        self.stop = stop
        self.stop_seconds = stop_seconds
        self.state = "stopped"
        self.busy = False
        self.lease: Optional[Lease] = None
        #: The fence under which it was started last.
        self.fence: Optional[int] = None
        #: The end of the newest lease it was given, in the plane's words.
        self.lease_until: Optional[str] = None
        self.says = ""


class _Supervisor:
    """Runs workers only under leases: starts with one, stops before it ends or when the owner is
    another. Without a snapshot it keeps what runs and starts nothing."""

    def __init__(self, owner_of: Callable[[str], Optional[str]], changed: Callable[[], None]) -> None:
        self._owner_of = owner_of
        self._changed = changed
        self._lock = threading.Lock()
        self._workers: Dict[str, _Worker] = {}
        self._closing = False

    def add(self, worker: _Worker) -> None:
        with self._lock:
            if worker.name in self._workers:
                raise ValueError(f"{worker.name} is supervised already")
            self._workers[worker.name] = worker

    def _is_wanted(self, worker: _Worker) -> bool:
        if self._closing:
            return False
        owner = self._owner_of(worker.name)
        return worker.state == "running" if owner is None else owner == worker.owner

    def _may_run(self, worker: _Worker, now: float) -> bool:
        lease = worker.lease
        return lease is not None and now < lease.ends - worker.stop_seconds

    def tick(self) -> None:
        now = _steady()
        with self._lock:
            for worker in self._workers.values():
                if worker.busy:
                    continue
                may_run = self._is_wanted(worker) and self._may_run(worker, now)
                if worker.state == "stopped" and may_run:
                    self._do(worker, "running", self._start)
                elif worker.state == "running" and worker.lease and worker.lease.fence != worker.fence:
                    self._do(worker, "stopping", self._stop)
                elif worker.state != "stopped" and (worker.state == "stopping" or not may_run):
                    self._do(worker, "stopping", self._stop)

    def _do(self, worker: _Worker, state: str, action: Callable[[_Worker], None]) -> None:
        before, worker.state = worker.state, state
        worker.busy = True
        try:
            threading.Thread(target=self._run, args=(worker, action), daemon=True).start()
        except RuntimeError as error:
            # No thread is to be had; the next tick tries again.
            _log.warning("%s: %s", worker.name, error)
            worker.state, worker.busy = before, False

    def _run(self, worker: _Worker, action: Callable[[_Worker], None]) -> None:
        try:
            action(worker)
        finally:
            worker.busy = False
            self._changed()

    def _start(self, worker: _Worker) -> None:
        lease = worker.lease
        if lease is None:
            worker.state = "stopped"
            return
        worker.fence = lease.fence
        try:
            worker.start(lease)
        except BaseException as error:  # noqa: BLE001 - the program's own code
            _log.warning("%s could not be started: %s", worker.name, error)
            worker.state = "stopped"
            # It is tried again with the lease of the next receipt.
            worker.lease = None

    @staticmethod
    def _stop(worker: _Worker) -> None:
        try:
            worker.stop()
        except BaseException as error:  # noqa: BLE001 - the program's own code
            # Nobody may be told that it stopped; the next tick tries again.
            _log.warning("%s could not be stopped: %s", worker.name, error)
            time.sleep(0.2)
            return
        worker.state = "stopped"

    def report(self) -> List[Dict[str, Any]]:
        with self._lock:
            lines = []
            for worker in self._workers.values():
                wants = worker.state != "stopping" and self._is_wanted(worker)
                if worker.state == "stopped" and not wants:
                    # This word gives the lease back: nothing may be started under it any more.
                    worker.lease = None
                line = {"worker": worker.name, "owner": worker.owner, "state": worker.state, "wantsLease": wants,
                        "leaseUntil": worker.lease_until}
                if worker.fence is not None:
                    line["fence"] = worker.fence
                lines.append(line)
            return lines

    def take(self, answer: Dict[str, Any], sent: float) -> None:
        """Takes the leases of an answer to a receipt that was sent at `sent`."""
        with self._lock:
            for lease in answer.get("leases", []):
                worker = self._workers.get(lease["worker"])
                if worker is None or lease["owner"] != worker.owner:
                    continue
                # Counted from before the question: the answer was made later, so it never ends later here.
                ends = sent + lease["milliseconds"] / 1000
                worker.lease = Lease(worker.name, lease["fence"], ends)
                worker.lease_until = lease.get("until")
                worker.says = ""
            for refused in answer.get("refused", []):
                if refused["worker"] in self._workers:
                    self._workers[refused["worker"]].says = str(refused["says"])

    def has_running(self) -> bool:
        with self._lock:
            return any(worker.state != "stopped" for worker in self._workers.values())

    def status(self) -> List[Dict[str, Any]]:
        with self._lock:
            now = _steady()
            return [
                {"worker": w.name, "owner": w.owner, "state": w.state, "fence": w.fence, "says": w.says,
                 "leaseSeconds": max(0.0, w.lease.ends - now) if w.lease else 0.0}
                for w in self._workers.values()
            ]

    def close(self, timeout: float) -> None:
        self._closing = True
        end = time.monotonic() + timeout
        while self.has_running() and time.monotonic() < end:
            self.tick()
            time.sleep(0.02)


# --- The client ----------------------------------------------------------------------------------


# Longer answers are given up: 50,000 routes are 12 MB.
_ANSWER_AT_MOST = 64 << 20
# Whoever closes a client is not kept longer for its goodbye.
_GOODBYE_SECONDS = 3.0
_LAST_RECEIPT_SECONDS = 1.5
_KEYS_AT_MOST = 1 << 20
# A receipt is 8 MiB at most, and a line of it 250 bytes.
_LINES_AT_MOST = 15_000
_COUNT_AT_MOST = 1_000_000_000


def _cut(stream: socket.socket) -> None:
    try:
        stream.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass


class _Watch:
    """Cuts a connection that takes too long, also one that drips: a socket's own timeout begins anew
    with every byte."""

    def __init__(self, stream: socket.socket, seconds: float) -> None:
        self._stream = stream
        self._seconds = seconds
        self._over = threading.Event()
        self.has_cut = False
        self.touch()
        threading.Thread(target=self._run, name="signalbox-watch", daemon=True).start()

    def touch(self) -> None:
        """It is well: the time begins anew."""
        self._ends = time.monotonic() + self._seconds

    def end(self) -> None:
        self._over.set()

    def _run(self) -> None:
        while (left := self._ends - time.monotonic()) > 0:
            if self._over.wait(left):
                return
        self.has_cut = True
        _cut(self._stream)


def _inflate(content: bytes) -> bytes:
    unpacker = zlib.decompressobj(31)
    try:
        text = unpacker.decompress(content, _ANSWER_AT_MOST)
    except zlib.error as error:
        raise _Unusable(f"its answer is no gzip: {error}") from error
    if unpacker.unconsumed_tail:
        raise _Unusable("its answer is too long")
    return text


class _Answer(NamedTuple):
    status: int
    headers: Any
    body: bytes


class _Unusable(Exception):
    """The plane answered what cannot be used."""


class Client:
    """Follows one program and environment. Thread-safe; `start` it once, `close` it at the end.

    `url` is where Signalbox or an edge listens; `legacy` is the program's word for the legacy owner,
    answered as long as no snapshot was ever seen. `public_keys` are the Ed25519 keys to believe, as `x`
    in `/plane/v1/keys`; without any, those that the plane publishes are believed and kept beside the
    cache file: that finds damage, not an impostor. `stale_after_seconds` is the program's limit: a
    decision from a snapshot that was not confirmed for longer says `stale`. `force_file` (there or
    not) and `force_variable` (set or not) are the local force. All times are in seconds.

    A process that is forked off a started client goes on with what was held, under an instance of its
    own, from its first decision on; workers stay with the process that supervises them.
    """

    def __init__(
        self,
        *,
        url: str,
        program: str,
        environment: str,
        token: str,
        legacy: str = "legacy",
        cache_file: Optional[str] = None,
        public_keys: Iterable[str] = (),
        stale_after_seconds: Optional[float] = 3600,
        force_file: Optional[str] = None,
        force_variable: Optional[str] = "SIGNALBOX_FORCE_LEGACY",
        instance: Optional[str] = None,
        runtime: Optional[str] = None,
        poll_seconds: Tuple[float, float] = (5, 15),
        receipt_seconds: Optional[float] = None,
        reconnect_seconds: float = 1,
        silent_seconds: float = 45,
        timeout_seconds: float = 10,
        tls: Optional[ssl.SSLContext] = None,
    ) -> None:
        address = urlsplit(url)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ValueError(f"{url} is no http or https address")
        self._address = address
        self._root = address.path.rstrip("/")
        self._prefix = f"{self._root}/plane/v1/{quote(program, safe='')}/{quote(environment, safe='')}"
        self._program = program
        self._environment = environment
        self._token = token.strip()
        if not re.fullmatch(r"[\x21-\x7e]+", self._token):
            # Without its text: this is logged by whoever starts the program.
            raise ValueError("the token is empty or holds what no header can carry")
        self._legacy = legacy
        self._stale_after = stale_after_seconds
        self._poll_seconds = poll_seconds
        self._receipt_seconds = receipt_seconds
        self._next_receipt_seconds = 30.0
        self._reconnect_seconds = reconnect_seconds
        # Three missed heartbeats of 15 s.
        self._silent_seconds = silent_seconds
        self._timeout = timeout_seconds
        self._tls = tls or (ssl.create_default_context() if address.scheme == "https" else None)
        host = _line(socket.gethostname(), 100)
        self.instance = _line(instance or "", 200) or f"{host}:{os.getpid()}:{secrets.token_hex(3)}"
        self._runtime = _line(runtime or "", 100) or f"{platform.python_implementation().lower()} {platform.python_version()}"

        self._pinned = [_read_key(text) for text in public_keys]
        self._keys = self._pinned
        self._key_file = f"{cache_file}.keys" if cache_file is not None else None
        self._last_good = _LastGood(cache_file)
        self._force = _LocalForce(force_file, force_variable)
        self._held: Optional[_Held] = None
        self._index = Index(None, legacy)
        self._etag: Optional[str] = None
        #: Steady time at which the held snapshot was last known to be the newest.
        self._confirmed = -math.inf
        self._touched = 0.0
        self._applied_at = time.time()
        self._source = "none"
        self._problem = ""
        self._receipt_problem = ""

        self._totals: Counter = Counter()
        self._parse_failures = 0
        self._prepare()

    def _prepare(self) -> None:
        """Whatever belongs to one process alone."""
        self._counts_lock = threading.Lock()
        self._counts: Counter = Counter()
        self._unsent: Counter = Counter()
        self._observed: Counter = Counter()
        self._queues: Dict[str, Dict[str, Any]] = {}
        self._unsent_failures = 0
        self._supervisor = _Supervisor(self._worker_owner, self._report_soon)
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._ready = threading.Event()
        if self._held is not None:
            self._ready.set()
        #: Open connections, and what each was opened for.
        self._connections: Dict[socket.socket, str] = {}
        self._life_lock = threading.Lock()
        self._threads: List[threading.Thread] = []
        self._is_forked = False

    # Life

    def start(self, wait_seconds: float = 0) -> bool:
        """Reads the last good snapshot from disk and follows the plane from then on. Waits at most
        `wait_seconds` for a snapshot; True when there is one. Never raises for what is not there."""
        with self._life_lock:
            if not self._threads and not self._stopping.is_set():
                self._force.read()
                self._load_last_good()
                self._start_threads()
                _started.add(self)
        return self.wait(wait_seconds)

    def _start_threads(self) -> None:
        for target in (self._follow, self._report, self._look):
            thread = threading.Thread(target=target, name=f"signalbox-{target.__name__}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _forked(self) -> None:
        """In the child of a fork: no thread came along, and a lock may be held for ever."""
        was_closed = self._stopping.is_set()
        for stream in self._connections:
            try:
                os.close(stream.detach())
            except OSError:
                pass
        self._prepare()
        self.instance = f"{_line(self.instance, 180)}:{os.getpid()}"
        if was_closed:
            self._stopping.set()
        self._is_forked = not was_closed

    def _resume(self) -> None:
        with self._life_lock:
            if self._is_forked:
                self._is_forked = False
                self._start_threads()

    def wait(self, seconds: float) -> bool:
        """Waits until there is a snapshot, at most so long; True when there is one."""
        return self._ready.wait(seconds) if seconds > 0 else self._ready.is_set()

    def close(self, timeout_seconds: float = 10) -> None:
        """Stops the workers, says goodbye to the plane and stops following it."""
        if self._stopping.is_set():
            return
        end = time.monotonic() + timeout_seconds
        self._supervisor.close(timeout_seconds)
        self._stopping.set()
        self._wake.set()
        receipts = []
        for stream, method in list(self._connections.items()):
            if method == "POST":
                receipts.append(stream)
            else:
                _cut(stream)
        # What is cut before it is answered is sent again, and counts double.
        cutting = threading.Timer(_LAST_RECEIPT_SECONDS, lambda: [_cut(stream) for stream in receipts])
        cutting.daemon = True
        cutting.start()
        for thread in self._threads:
            thread.join(max(_LAST_RECEIPT_SECONDS + _GOODBYE_SECONDS, end - time.monotonic()))
        cutting.cancel()

    def __enter__(self) -> "Client":
        self.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    # Decisions

    def decide(
        self,
        route: Optional[str] = None,
        *,
        method: Optional[str] = None,
        path: Optional[str] = None,
        host: Optional[str] = None,
        worker: Optional[str] = None,
        context: Optional[Mapping[str, Any]] = None,
    ) -> Decision:
        """Who owns a route by id, a request by method, path and host, or a worker. `context` holds
        `user`, `org`, `repo`, `targetingKey` and, for sticky rules, `stamp`. Never raises."""
        if self._is_forked:
            self._resume()
        index = self._index
        forced = self._force.state is not None
        try:
            decision, known = resolve_owner(
                index, route=route, worker=worker, method=method, path=path, host=host,
                context=context, local_force=forced,
            )
        except Exception:  # noqa: BLE001 - never on the hot path, whatever a context does when it is read
            _log.exception("a decision failed and went to the safe owner")
            unknown = index.unknown
            decision, known = (unknown.local_forced if forced else None) or unknown.base, None
        key = (known, decision.owner, decision.decided_by)
        with self._counts_lock:
            self._counts[key] += 1
        return decision._replace(stale=True) if self._is_stale() else decision

    def _is_stale(self) -> bool:
        return self._stale_after is not None and self.age_seconds() > self._stale_after

    def age_seconds(self) -> float:
        """Seconds since the snapshot in use was last known to be the newest; infinite without one."""
        return max(0.0, _steady() - self._confirmed)

    def observed(self, owner: str, route: Optional[str] = None, count: int = 1) -> None:
        """Counts requests seen at an upstream's side, for the next receipt."""
        owner, route = _line(owner, 200), _line(route or "", 200) or None
        if owner and count > 0:
            with self._counts_lock:
                self._observed[(route, owner)] += int(count)

    def report_queue(self, queue: str, depth: int, in_flight: Optional[int] = None) -> None:
        """Says how much waits in a queue, for the next receipt."""
        queue = _line(queue, 200)
        line: Dict[str, Any] = {"queue": queue, "depth": _count(depth)}
        if in_flight is not None:
            line["inFlight"] = _count(in_flight)
        if queue:
            with self._counts_lock:
                self._queues[queue] = line

    def status(self) -> Dict[str, Any]:
        """What is held, how old it is, where it came from and what is wrong."""
        return {
            "epoch": self._index.epoch,
            "version": self._index.version,
            "ageSeconds": self.age_seconds() if self._held else None,
            "source": self._source,
            "problem": self._problem,
            "receiptProblem": self._receipt_problem,
            "parseFailures": self._parse_failures,
            "localForce": self._force.state,
            "workers": self._supervisor.status(),
        }

    def metrics(self) -> str:
        """Prometheus text, to be put beside the program's own."""
        with self._counts_lock:
            self._drain_counts()
            totals = sorted(self._totals.items())
        labels = f'program="{_label(self._program)}",environment="{_label(self._environment)}"'
        age = self.age_seconds()
        lines = [
            "# HELP switch_snapshot_age_seconds Seconds since the snapshot in use was last known to be the newest.",
            "# TYPE switch_snapshot_age_seconds gauge",
            f"switch_snapshot_age_seconds{{{labels}}} {'+Inf' if math.isinf(age) else f'{age:.3f}'}",
            "# HELP switch_owner_decision_total Decisions by owner and by what decided.",
            "# TYPE switch_owner_decision_total counter",
        ]
        for (owner, by), count in totals:
            lines.append(f'switch_owner_decision_total{{{labels},owner="{_label(owner)}",decided_by="{by}"}} {count}')
        lines += [
            "# HELP switch_parse_failures_total Snapshots and changes that could not be used.",
            "# TYPE switch_parse_failures_total counter",
            f"switch_parse_failures_total{{{labels}}} {self._parse_failures}",
        ]
        return "\n".join(lines) + "\n"

    # Workers

    def supervise(self, worker: str, *, owner: str, start: Callable[[Lease], None],
                  stop: Callable[[], None], stop_seconds: float = 5) -> None:
        """Runs a worker whenever its owner is `owner` (the program's word) and the plane grants a lease.

        `start` gets the lease and returns when it runs; `stop` returns when nothing of it runs any
        more, within `stop_seconds`: it is called so long before the lease ends.
        """
        if self._is_forked:
            self._resume()
        self._supervisor.add(_Worker(worker, owner, start, stop, stop_seconds))
        self._report_soon()

    def _worker_owner(self, worker: str) -> Optional[str]:
        """Who owns a worker; None without a snapshot."""
        if self._held is None:
            return None
        forced = self._force.state is not None
        return resolve_owner(self._index, worker=worker, local_force=forced)[0].owner

    # Snapshots

    def _load_last_good(self) -> None:
        try:
            kept = self._last_good.load()
            if kept is None:
                return
            text, age = kept
            if not self._pinned and self._key_file is not None and os.path.exists(self._key_file):
                with open(self._key_file, "rb") as file:
                    self._keys = _keys_in(file.read(_KEYS_AT_MOST))
            self._hold(self._read(text, self._verify_kept), "cache")
            self._confirmed = _steady() - age
        except (SnapshotRefused, OSError, ValueError) as error:
            self._fail(f"the cache file is not used: {error}")

    def _read(self, text: bytes, verify: _Verify) -> _Held:
        return _read_snapshot(text, self._program, self._environment, self._legacy, verify)

    def _verify_kept(self, canonical: bytes, signature: Any) -> None:
        """Goes by what is pinned or was kept on disk; asks nobody."""
        if not _holds(self._keys, canonical, signature):
            raise SnapshotRefused("its signature does not hold")

    def _verify(self, canonical: bytes, signature: Any) -> None:
        """Asks the plane for its keys where those known do not fit and none are pinned."""
        if _holds(self._keys, canonical, signature):
            return
        if self._pinned:
            raise SnapshotRefused("its signature is not one of the pinned keys")
        answer = self._ask("GET", "/plane/v1/keys", {})
        if answer.status != 200:
            raise _Unusable(_says(answer.status, answer.body))
        keys = _keys_in(answer.body)
        if not _holds(keys, canonical, signature):
            raise SnapshotRefused("its signature does not hold")
        self._keys = keys
        if self._key_file is not None:
            try:
                _write_atomically(self._key_file, answer.body)
            except OSError as error:
                _log.warning("the keys could not be kept: %s", error)

    def _fail(self, says: str) -> None:
        with self._counts_lock:
            self._parse_failures += 1
            self._unsent_failures += 1
        self._problem = says
        _log.warning("%s", says)

    def _hold(self, held: _Held, source: str) -> None:
        self._held, self._index = held, held.index
        self._source = source
        self._applied_at = time.time()
        self._ready.set()
        self._supervisor.tick()
        self._report_soon()

    def _accept(self, held: _Held, source: str) -> None:
        """Takes a verified snapshot unless a newer one is held. A higher epoch wins."""
        before = self._held
        if before is not None:
            then, now = (before.index.epoch, before.index.version), (held.index.epoch, held.index.version)
            if now < then:
                self._problem = f"the plane went back to {held.id}; {before.id} stays"
                _log.warning("%s", self._problem)
                return
            if now == then:
                if held.digest != before.digest:
                    raise SnapshotRefused(f"version {held.id} came with other content; what was there first stays")
                self._confirm(source)
                return
        # First: nobody shall be told that what is new is stale.
        self._confirmed = _steady()
        self._hold(held, source)
        self._confirm(source)
        try:
            self._last_good.save(held.text)
        except OSError as error:
            _log.warning("the cache file could not be written: %s", error)

    def _confirm(self, source: str) -> None:
        now = _steady()
        self._confirmed = now
        self._source = source
        self._problem = ""
        if now - self._touched > 30:
            self._touched = now
            self._last_good.confirm()

    # The plane

    @contextmanager
    def _opened(self, method: str, end: str, headers: Dict[str, str], body: Optional[bytes],
                seconds: float, leaving: bool = False
                ) -> Iterator[Tuple[http.client.HTTPResponse, _Watch]]:
        """An answer of the plane while it is read. Redirects are not followed: the token is for nobody else."""
        host, port = self._address.hostname or "", self._address.port
        connection: http.client.HTTPConnection
        if self._tls is None:
            connection = http.client.HTTPConnection(host, port, timeout=seconds)
        else:
            connection = http.client.HTTPSConnection(host, port, timeout=seconds, context=self._tls)
        path = f"{self._root}{end}" if end.startswith("/") else f"{self._prefix}/{end}"
        response: Optional[http.client.HTTPResponse] = None
        try:
            connection.connect()
            # The connection forgets its socket when the answer is to be its last.
            stream = connection.sock
            self._connections[stream] = method
            watch = _Watch(stream, seconds)
            try:
                if self._stopping.is_set() and not leaving:
                    raise _Unusable("the client is being closed")
                every = {"authorization": f"Bearer {self._token}", "user-agent": CLIENT}
                connection.request(method, path, body, {**every, **headers})
                response = connection.getresponse()
                yield response, watch
            except (OSError, http.client.HTTPException) as error:
                if watch.has_cut:
                    raise _Unusable(f"it took longer than {seconds:g} s") from error
                raise
            finally:
                watch.end()
                self._connections.pop(stream, None)
        finally:
            if response is not None:
                response.close()
            connection.close()

    def _ask(self, method: str, end: str, headers: Dict[str, str], body: Optional[bytes] = None,
             leaving: bool = False) -> _Answer:
        seconds = min(self._timeout, _GOODBYE_SECONDS) if leaving else self._timeout
        with self._opened(method, end, headers, body, seconds, leaving) as (response, watch):
            content = response.read(_ANSWER_AT_MOST + 1)
            if watch.has_cut:
                raise _Unusable(f"it took longer than {seconds:g} s")
            if len(content) > _ANSWER_AT_MOST:
                raise _Unusable("its answer is too long")
            if response.headers.get("content-encoding") == "gzip":
                content = _inflate(content)
            return _Answer(response.status, response.headers, content)

    def _poll(self) -> None:
        headers = {"accept-encoding": "gzip"}
        if self._etag is not None:
            headers["if-none-match"] = self._etag
        answer = self._ask("GET", "snapshot", headers)
        if answer.status == 304:
            self._confirm("poll")
            return
        if answer.status != 200:
            raise _Unusable(_says(answer.status, answer.body))
        self._accept(self._read(answer.body, self._verify), "poll")
        held = self._held
        self._etag = answer.headers.get("etag") if held and held.text is answer.body else None

    def _stream(self) -> None:
        """Follows the stream until it ends; raises when it cannot be followed."""
        headers = {"accept": "text/event-stream", "cache-control": "no-store"}
        if self._held is not None:
            headers["last-event-id"] = self._held.id
        with self._opened("GET", "stream", headers, None, self._silent_seconds) as (response, watch):
            if response.status != 200:
                raise _Unusable(_says(response.status, response.read(4096)))
            if self._held is not None:
                # Whoever names the version held gets what is newer, or nothing when there is nothing.
                self._source = "stream"
                self._problem = ""
            buffered = bytearray()
            searched = 0
            while not self._stopping.is_set():
                chunk = response.read1(65536)
                if watch.has_cut:
                    raise _Unusable(f"the stream said nothing whole for {self._silent_seconds:g} s")
                if not chunk:
                    return
                buffered += chunk
                while (end := buffered.find(b"\n\n", searched)) >= 0:
                    self._take_event(bytes(buffered[:end]))
                    del buffered[: end + 2]
                    searched = 0
                    watch.touch()
                searched = max(0, len(buffered) - 1)
                if len(buffered) > _ANSWER_AT_MOST:
                    raise _Unusable("an event of the stream is too long")

    def _take_event(self, block: bytes) -> None:
        event, lines = b"", []
        for line in block.split(b"\n"):
            name, _, value = line.partition(b":")
            if name == b"event":
                event = value.strip()
            elif name == b"data":
                lines.append(value[1:] if value.startswith(b" ") else value)
        text = b"\n".join(lines)
        if event == b"snapshot":
            self._accept(self._read(text, self._verify), "stream")
        elif event == b"change":
            if self._held is None:
                raise SnapshotRefused("a change came before any snapshot")
            self._etag = None
            self._accept(_apply_change(self._held, text, self._legacy, self._verify), "stream")
        elif self._held is not None and not self._problem:
            # A heartbeat: what is held is still the newest.
            self._confirm("stream")

    def _attempt(self, action: Callable[[], None]) -> bool:
        try:
            action()
            return True
        except SnapshotRefused as refused:
            self._fail(f"a snapshot was not used: {refused}")
        except Exception as error:  # noqa: BLE001 - whatever comes from outside must not end the thread
            if not self._stopping.is_set():
                self._problem = f"the plane cannot be followed: {error or type(error).__name__}"
                _log.info("%s", self._problem)
        return False

    def _follow(self) -> None:
        while not self._stopping.is_set():
            began = time.monotonic()
            if self._attempt(self._stream) and time.monotonic() - began > self._poll_seconds[0]:
                # It lived and ended, as at a restart: everybody comes back, but not at one moment.
                self._stopping.wait(random.uniform(0, self._reconnect_seconds))
                continue
            if self._stopping.is_set():
                return
            if self._attempt(self._poll):
                self._source = "poll"
            self._stopping.wait(random.uniform(*self._poll_seconds))

    # Receipts

    def _report_soon(self) -> None:
        self._wake.set()

    def _look(self) -> None:
        """Looks at local force and the leases, however long a receipt is under way."""
        while not self._stopping.wait(0.25):
            try:
                if self._force.read():
                    _log.warning("local force: %s", self._force.state or "lifted")
                    self._report_soon()
                self._supervisor.tick()
            except Exception:  # noqa: BLE001 - leases end whatever happens
                _log.exception("local force and leases could not be looked at")

    def _report(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            pause = self._receipt_seconds or self._next_receipt_seconds
            if self._send_receipt(leaving=False):
                self._supervisor.tick()
            else:
                pause = min(pause, random.uniform(*self._poll_seconds))
            self._wake.wait(pause)
        self._send_receipt(leaving=True)

    def _drain_counts(self) -> None:
        for (route, owner, by), count in self._counts.items():
            self._totals[(owner, by)] += count
            if route is not None:
                self._unsent[(route, owner)] += count
        self._counts.clear()

    def _send_receipt(self, leaving: bool) -> bool:
        with self._counts_lock:
            self._drain_counts()
            decisions, observed = _take_lines(self._unsent), _take_lines(self._observed)
            failures, queues = self._unsent_failures, list(self._queues.values())
            self._unsent_failures = 0
            is_more = bool(self._unsent or self._observed)
        index = self._index
        receipt = {
            "instance": self.instance,
            "runtime": self._runtime,
            "client": CLIENT,
            "epoch": index.epoch,
            "version": index.version,
            "appliedAt": _instant(self._applied_at),
            "decisions": [{"route": r, "owner": o, "count": n} for (r, o), n in decisions.items()],
            "observed": [
                {"owner": o, "count": n, **({} if r is None else {"route": r})}
                for (r, o), n in observed.items()
            ],
            "workers": self._supervisor.report(),
            "queues": queues,
            "parseFailures": failures,
            "localForce": self._force.state,
            "leaving": leaving,
        }
        sent = _steady()
        try:
            body = json.dumps(receipt).encode()
            answer = self._ask("POST", "receipts", {"content-type": "application/json"}, body, leaving)
            if answer.status != 200:
                raise _Unusable(_says(answer.status, answer.body))
            reply = json.loads(answer.body)
            self._next_receipt_seconds = min(300.0, max(1.0, float(reply["nextReceiptSeconds"])))
            self._supervisor.take(reply, sent)
            self._receipt_problem = ""
            if is_more and not leaving:
                self._wake.set()
            return True
        except Exception as error:  # noqa: BLE001 - whatever comes from outside must not end the thread
            self._receipt_problem = f"the receipt was not taken: {error or type(error).__name__}"
            _log.info("%s", self._receipt_problem)
            with self._counts_lock:
                self._unsent.update(decisions)
                self._observed.update(observed)
                self._unsent_failures += failures
            return False


def _take_lines(counts: Counter) -> Dict[Any, int]:
    """Takes what fits into one receipt; the rest waits for the next."""
    lines = {key: min(count, _COUNT_AT_MOST) for key, count in itertools.islice(counts.items(), _LINES_AT_MOST)}
    for key, count in lines.items():
        counts[key] -= count
        if counts[key] <= 0:
            del counts[key]
    return lines


#: Clients that have threads, for the children of a fork.
_started: "weakref.WeakSet[Client]" = weakref.WeakSet()


def _after_fork() -> None:
    for client in list(_started):
        client._forked()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def _label(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _says(status: int, body: bytes) -> str:
    try:
        return f"{status}: {json.loads(body)['detail']}"
    except (ValueError, KeyError, TypeError):
        return f"it answered {status}"


if sys.version_info < (3, 9):
    raise ImportError("signalbox.py needs Python 3.9 or newer")
