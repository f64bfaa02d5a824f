"""Verify the record of a joint statement, offline; needs cryptography. See docs/record.md."""

import argparse
import json
import re
import sys
from base64 import b64decode
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LETTER, END = "[A-Za-z0-9+/]", "[AEIMQUYcgkosw048]="  # No bit of the end is without meaning.
NOTE = rf"(([^\s+]+)\n(0|[1-9]\d*)\n({LETTER}{{42}}{END})\n)\n— \2 ({LETTER}{{90}}{END})\n"
RECORD = "checkpoint consistency count decision entries format inclusion keys signatories statement"
PARTS = {RECORD, "content digest number slug", "demands format notes texts"}
COMMON, SORTS = {"statement", "previous", "salt", "day"}, "organization network person"
COUNT = "organizations direct via_networks both unnamed networks unnamed_networks people".split()
COUNT += ["unnamed_people", "countries"]
Table = Mapping[int, bytes]


class Fault(Exception):
    """Something in a record does not hold; its text says what."""


def require(holds: object, sentence: str) -> None:
    if not holds:
        raise Fault(sentence)


def canonical(value: object) -> bytes:
    """Return JSON as RFC 8785 writes it: a record holds no fractions, and its keys are ASCII."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def raw(texts: list[str]) -> Iterator[bytes]:
    require(all(re.fullmatch("[0-9a-f]{64}", text) for text in texts), "A hash is malformed.")
    return map(bytes.fromhex, list.copy(texts))  # Which refuses all but a list.


def opened(note: str, keys: list[str]) -> tuple[int, bytes, str]:
    """Return what size and root a checkpoint states, and which of the keys signed it."""
    [(text, origin, size, root, signed)] = re.findall(rf"\A{NOTE}\Z", note, re.ASCII)
    signature = b64decode(signed)
    for key in keys:
        public = b64decode(key[-44:], validate=True)
        key_id = sha256(origin.encode() + b"\n" + public).digest()[:4]
        if key_id == signature[:4] and key == f"{origin}+{key_id.hex()}+{key[-44:]}":
            Ed25519PublicKey.from_public_bytes(public[1:]).verify(signature[4:], text.encode())
            return int(size), b64decode(root), key
    raise Fault("A checkpoint is not signed with the log's key.")


def root_of(leaves: Table, order: list[int], begin: int, end: int, proof: Iterator[bytes]) -> bytes:
    """Return the root that leaves and the hashes beside them lead to (RFC 6962)."""
    place = bisect_left(order, begin)
    if place == len(order) or order[place] >= end:
        return next(proof)
    if end - begin == 1:
        return leaves[begin]
    middle = begin + (1 << (end - begin - 1).bit_length() - 1)
    left = root_of(leaves, order, begin, middle, proof)
    return sha256(b"\x01" + left + root_of(leaves, order, middle, end, proof)).digest()


def roots(old: int, size: int, known: bytes, proof: Iterator[bytes]) -> tuple[bytes, bytes]:
    """Return the earlier and the later root that a proof of consistency leads to (RFC 6962)."""
    if old == size:
        return (known or next(proof),) * 2
    half = 1 << (size - 1).bit_length() - 1
    if old <= half:
        before, after = roots(old, half, known, proof)
        return before, sha256(b"\x01" + after + next(proof)).digest()
    before, after = roots(old - half, size - half, b"", proof)
    left = next(proof)
    return sha256(b"\x01" + left + before).digest(), sha256(b"\x01" + left + after).digest()


def read(value: Mapping[str, Any], at: int, said: SimpleNamespace) -> None:
    match more := {key: value[key] for key in {"kind", *value} - COMMON}:
        case {"kind": "text", "number": _, "digest": text, "change": change, **more}:
            said.families[text] = max(said.families.values(), default=0) + (change != "wording")
        case {"kind": "publication", "number": number, "digest": text, **more}:
            said.published = [number, text]
        case {"kind": "signature", "signer": w, "via": v, "how": _, "sort": _, "digest": d, **more}:
            said.signed[at], said.live[at] = (w, v), said.families[d]
        case {"kind": "confirmation", "signature": signature, "digest": text, **more}:
            said.signed[at], said.live[at] = said.signed[signature], said.families[text]
        case {"kind": "withdrawal", "signature": signature, **more}:
            del said.live[signature]
        case {"kind": "merge", "signer": who, "counts_as": other, **more}:
            said.others[who] = other or who
        case {"kind": "naming", "signer": _, "sort": _, "names": _, **more}:
            pass
    said.told |= {value["signer"]: (at, value["sort"], value["names"])} if "names" in value else {}
    require(more.keys() <= {"names"} and value.keys() >= COMMON, "A field of an entry is unknown.")


def recount(said: SimpleNamespace) -> tuple[dict[str, int], list[Any]]:
    """Count who stands under the published text; list whom the log names, as the openings say."""
    body = {signer: said.others.get(signer, signer) for signer in said.told}
    family = said.families[said.published[1]]
    rows = [said.signed[at] for at in sorted(said.live) if said.live[at] == family]
    rows = [(body[signer], body[via] if via else "") for signer, via in rows]
    last = {body[signer]: told for told, signer in sorted((t, s) for s, t in said.told.items())}
    direct, carried = {who for who, via in rows if not via}, {who for who, via in rows if via}
    carriers = {via for _, via in rows}
    order = [who for who in dict.fromkeys(who for row in rows for who in row[::-1]) if who]
    sort = {who: "network" if who in carriers else last[who][1] for who in order}
    orgs, networks, people = ({who for who in order if sort[who] == s} for s in SORTS.split())
    named = {who: {**said.names[last[who][0]]} for who in order if last[who][2] is not None}
    countries = {named[who]["country"] for who in orgs & named.keys()} - {""}
    bodies = [orgs, orgs & direct, orgs & carried, orgs & direct & carried, orgs - named.keys()]
    bodies += [networks, networks - named.keys(), people, people - named.keys(), countries]
    for who, fields in named.items():
        fields.update(sort=sort[who], direct=who in direct, carried=who in carried)
    return dict(zip(COUNT, map(len, bodies), strict=True)), list(named.values())


def verify(record: dict[str, Any], key: str, revoked: Collection[str] = ()) -> Table:
    """Return the roots the record proves, by size of the log, or raise Fault."""
    said = SimpleNamespace(families={}, signed={}, live={}, others={}, told={}, names={})
    said.published, said.leaves, said.roots, about = [], {}, {}, record["statement"]
    parts = {" ".join(sorted(part)) for part in (record, about, about["content"])}
    known = record["format"] == "tejido-record-1" and record["decision"] is None
    require(known and parts == PARTS, "A field is missing or unknown.")
    digest = sha256(canonical(about["content"])).hexdigest()
    require(digest == about["digest"], "The text is not the one that was signed.")
    for entry in record["entries"]:
        at, value, opening = entry["index"], entry["value"], entry["names"]
        follows = type(at) is int and value["previous"] == next(reversed(said.leaves), None)
        require(follows and len(entry) == 3, "An entry is missing or out of order.")
        require(value["statement"] == about["slug"], "An entry is of another statement.")
        read(value, at, said)
        said.leaves[at] = sha256(b"\x00" + canonical(value)).digest()
        if opening is not None:
            said.names[at], salt = opening["fields"], next(raw([opening["salt"]]))
            logged = sha256(salt + canonical(opening["fields"])).hexdigest() == value["names"]
            require(logged and len(opening) == 2, "A name is not the one that was logged.")
    size, root, signer = opened(record["checkpoint"], record["keys"])
    prints = sha256(signer.encode()).hexdigest()
    require(key in (signer, prints), "The checkpoint is signed with another key.")
    require(prints not in revoked, "The checkpoint is signed with a revoked key.")
    proof, keys, order = raw(record["inclusion"]), [signer], [e["index"] for e in record["entries"]]
    inside = sorted(said.leaves) == order and order[0] >= 0 and order[-1] < size
    proved = (root_of(said.leaves, order, 0, size, proof), *proof) == (root,)
    require(inside and proved, "The entries are not those of the log.")
    for step in list.copy(record["consistency"]):
        old, early, by = opened(step["checkpoint"], record["keys"])
        ordered = next(reversed(said.roots), 0) < old < size and len(step) == 2
        require(ordered, "An earlier checkpoint is misplaced.")
        proof, keys, said.roots[old] = raw(step["proof"]), [*keys, by], early
        extends = (roots(old, size, early, proof), *proof) == ((early, root),)
        require(extends, "The log was changed since an earlier checkpoint.")
    require(list(dict.fromkeys(keys)) == record["keys"], "A key it names signed nothing in it.")
    current = canonical([about["number"], digest]) == canonical(said.published)
    require(current, "The log says that another version is published.")
    same = canonical(recount(said)) == canonical([record["count"], record["signatories"]])
    require(same, "The count, the names or their order are not what the entries give.")
    return {**said.roots, size: root}


def check(file: Path, key: str, since: Path | None, revoked: Collection[str]) -> dict[str, Any]:
    """Return a record that holds, and extends the one kept from before, or raise Fault."""
    revoked = [bytes.hex(of) for of in raw(["".join(text.lower().split()) for text in revoked])]
    try:
        record: dict[str, Any] = json.loads(data := file.read_bytes())
        require(canonical(record) == data, "The file was rewritten: it is not canonical JSON.")
        proved = verify(record, "".join(key.split()), revoked)
        if since:
            text = since.read_text(encoding="utf-8").strip() + "\n"
            old = json.loads(text) if text[0] == "{" else {"checkpoint": text, "entries": []}
            size, root, _key = opened(old["checkpoint"], record["keys"])
            kept = {e["index"] for e in old["entries"]} <= {e["index"] for e in record["entries"]}
            require(proved.get(size) == root and kept, "The record does not extend the old one.")
    except (InvalidSignature, LookupError, RuntimeError, StopIteration, TypeError, ValueError) as e:
        raise Fault("The file is not a record that its keys signed.") from e
    return record


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Verify the record of a joint statement.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", required=True, help="the log's public key, or its fingerprint")
    parser.add_argument("--since", type=Path, help="a record or checkpoint kept from before")
    parser.add_argument("--revoked", action="append", default=[], help="a revoked fingerprint")
    try:
        record = check(**vars(parser.parse_args()))
        text = "version {number} of {slug}".format(**record["statement"])
        count = ", ".join(f"{name.replace('_', ' ')}: {record['count'][name]}" for name in COUNT)
        sys.stdout.write(f"It holds: {text}. Signed by {count}.\n")
    except (Fault, OSError) as fault:
        sys.exit(f"It does not hold: {getattr(fault, 'strerror', fault)}")
