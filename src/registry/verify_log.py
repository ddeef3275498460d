"""Examines an exported decision log against checkpoints kept elsewhere, with nothing but Python's own library.
usage: verify_log.py decisions.jsonl VERIFIER_KEY checkpoint.txt [checkpoint.txt ...]     exit status: 0 whole, 1 not, 2 usage"""
import base64, hashlib, json, sys

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
sha = lambda *parts: hashlib.sha256(b"".join(parts)).digest()

def add(p, q):  # RFC 8032, section 5.1.4
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P

def times(n, p):
    q = (0, 1, 1, 0)
    while n:
        q, p, n = add(q, p) if n & 1 else q, add(p, p), n >> 1
    return q

def point(code, y=None):  # section 5.1.3
    sign, y = code >> 255, code % 2**255
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or x * x % P != square or (x == 0 and sign):
        raise ValueError("not a point of the curve")
    return (x if x % 2 == sign else P - x, y, 1, x * y % P if x % 2 == sign else (P - x) * y % P)

def signed(public, text, signature):  # section 5.1.7
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(r + public + text).digest(), "little") % L
    left = times(s, point(4 * pow(5, P - 2, P) % P))
    right = add(point(int.from_bytes(r, "little")), times(k, point(int.from_bytes(public, "little"))))
    same = lambda i: (left[i] * right[2] - right[i] * left[2]) % P == 0
    return s < L and same(0) and same(1)

def root(leaves):  # RFC 6962, section 2.1
    if len(leaves) < 2:
        return leaves[0] if leaves else sha()
    half = 2 ** ((len(leaves) - 1).bit_length() - 1)
    return sha(b"\1", root(leaves[:half]), root(leaves[half:]))

def read_note(note, key):  # C2SP signed-note and tlog-checkpoint
    name, code, public = key.split("+", 2)
    text, lines = note.rsplit("\n\n", 1)
    mine = [base64.b64decode(line.split(" ")[2]) for line in lines.split("\n") if line.startswith("— %s " % name)]
    mine = [line[4:] for line in mine if line[:4].hex() == code]
    ok = mine and all(signed(base64.b64decode(public)[1:], (text + "\n").encode(), line) for line in mine)
    _, size, digest = text.split("\n")[:3]
    return (int(size), base64.b64decode(digest)) if ok else None

def main(log, key, *notes):
    problems, rows = [], [json.loads(line) for line in open(log, encoding="utf-8")]
    for i, row in enumerate(rows):
        if row["position"] != i or sha(b"\0", row["entry"].encode()).hex() != row["leaf"]:
            problems.append("entry %d was changed" % i)
        elif row.get("content") is not None:
            if sha(bytes.fromhex(row["salt"]), row["content"].encode()).hex() != json.loads(row["entry"])["commitment"]:
                problems.append("the content of entry %d was changed" % i)
    leaves, vouched = [bytes.fromhex(row["leaf"]) for row in rows], 0
    for path in notes:
        head = read_note(open(path, encoding="utf-8", newline="").read(), key)
        if head is None:
            problems.append("%s is not signed by this key" % path)
        elif head[0] > len(rows):
            problems.append("missing tail: %s has %d entries, the log has %d" % (path, head[0], len(rows)))
        elif root(leaves[: head[0]]) != head[1]:
            problems.append("fork or rewritten: the first %d entries are not those of %s" % (head[0], path))
        else:
            vouched = max(vouched, head[0])
    print("\n".join(problems) or "whole: %d entries, %d of them vouched for by a checkpoint" % (len(rows), vouched))
    return 1 if problems else 0

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) > 3 else print(__doc__) or 2)
