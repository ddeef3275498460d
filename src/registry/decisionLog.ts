import { createHash } from 'node:crypto';
import { checkInteger, show } from '../errors';
import { canonicalJson, type JsonValue } from './canonicalJson';
import { signCheckpoint, type TreeHead } from './checkpoint';
import { consistencyProof, inclusionProof, leafHash, merkleRoot } from './merkleTree';
import { between, checkName, checkText, where, type StoreContext } from './storeContext';

/** What is to be remembered. */
export interface DecisionParts {
  /** What sort of decision: lower-case letters, digits and hyphens, since it stands in the log as it is. */
  readonly kind: string;
  /** What was decided, on what grounds: any JSON. Of it the log itself holds only a salted hash. */
  readonly content: JsonValue;
  /** Keys of the persons whom the content is about: with one of them it can be erased. */
  readonly subjects?: readonly string[];
}

/** A decision of the log. */
export interface Decision {
  /** Place in the log, counted from 0. */
  readonly position: number;
  readonly kind: string;
  /** Milliseconds since 1970; never before that of the entry above. */
  readonly at: number;
  /** SHA-256(salt ‖ canonical JSON of the content), 64 hexadecimal digits. */
  readonly commitment: string;
  /** Undefined once it has been erased. */
  readonly content: JsonValue | undefined;
}

/** Which decisions; all that is given has to hold. */
export interface DecisionQuery {
  readonly kind?: string;
  /** Written at this time or later; milliseconds since 1970. */
  readonly from?: number;
  readonly to?: number;
}

/** An entry with what opens its commitment. */
export interface OpenedDecision {
  readonly position: number;
  /** The bytes that the tree is built over: canonical JSON of at, commitment, kind. */
  readonly entry: string;
  /** SHA-256(0x00 ‖ entry), 64 hexadecimal digits. */
  readonly leaf: string;
  /** 64 hexadecimal digits; null once erased, undefined in a copy without contents. */
  readonly salt?: string | null;
  /** Canonical JSON; null once erased, undefined in a copy without contents. */
  readonly content?: string | null;
}

/**
 * An append-only log of decisions: a Merkle tree as in RFC 6962 over entries that hold salted hashes. Salts and contents lie apart,
 * where they can be erased without a change of the tree. Shows that it was not changed only to someone who keeps a checkpoint
 * elsewhere: who has the database and every key can write another one.
 */
export class DecisionLog {
  constructor(private readonly context: StoreContext) {}

  /**
   * Appends a decision; it is on the disk when this returns.
   * @example
   * store.decisions.append({ kind: 'promotion', content: { model: 'reviews', version: 2, pValue: 0.003 } });
   */
  append({ kind, content, subjects = [] }: DecisionParts): Decision {
    const { database, now, randomBytes } = this.context;
    const text = canonicalJson('content', content);
    const salt = hex(randomBytes(32));
    const commitment = commitTo(salt, text);
    return database.transaction(() => {
      const position = this.size();
      const at = Math.max(now(), this.lastTime());
      const entry = canonicalJson('entry', { at, commitment, kind: checkKind(kind) });
      database.run('INSERT INTO decisions VALUES (?, ?, ?)', [position, entry, hex(leafHash(entry))]);
      database.run('INSERT INTO decision_contents VALUES (?, ?, ?)', [position, salt, text]);
      for (const subject of subjects)
        database.run('INSERT OR IGNORE INTO decision_subjects VALUES (?, ?)', [
          checkName('subject', subject),
          position,
        ]);
      return { position, kind, at, commitment, content: JSON.parse(text) as JsonValue };
    });
  }

  /** Number of entries. */
  size(): number {
    return this.context.database.first<{ size: number }>(
      'SELECT coalesce(max(position) + 1, 0) AS size FROM decisions',
    )!.size;
  }

  /** @throws {RangeError} for a position that the log does not have. */
  get(position: number): Decision {
    return this.select([['decisions.position = ?', checkInteger('position', position, 0, this.size() - 1)]])[0];
  }

  /** Decisions, the first one first. */
  list({ kind, from, to }: DecisionQuery = {}): Decision[] {
    return this.select([
      kind === undefined ? undefined : ["entry ->> 'kind' = ?", kind],
      ...between("entry ->> 'at'", from, to),
    ]);
  }

  /**
   * Erases salt and content of the decisions about a person, or of one by its position. What stays in the log is a hash that nothing can
   * be compared with, and that the erasure took place. Gives the positions. The bytes are overwritten, also in the write-ahead log (in a
   * transaction: when that ends); exports and backups are the caller's to find.
   * @throws {DriftlabError} DRIFTLAB_IO if another process goes on reading an older state, for which the bytes had to stay: erase again.
   * @example
   * store.decisions.erase({ subject: 'patient 17' }, { because: 'request of 3 May' });
   */
  erase(
    which: { readonly subject: string } | { readonly position: number },
    { because }: { readonly because: string },
  ): number[] {
    const { database } = this.context;
    const positions = database.transaction(() => {
      const found = 'subject' in which ? this.positionsOf(which.subject) : [this.get(which.position).position];
      for (const position of found) database.run('DELETE FROM decision_contents WHERE position = ?', [position]);
      this.append({ kind: 'erasure', content: { because: checkText('because', because), positions: found } });
      return found;
    });
    database.overwriteLog();
    return positions;
  }

  /** Names the log in its checkpoints: drawn when the first one is asked for, unless `nameOrigin` was called. */
  origin(): string {
    return this.knownOrigin() ?? this.context.database.transaction(() => this.drawnOrigin());
  }

  /**
   * Names the log, once: the name under which its checkpoints are signed. No spaces, no plus signs.
   * @throws {RangeError} if it has another name already.
   */
  nameOrigin(name: string): string {
    const { database } = this.context;
    if (!/^[^\s+]+$/.test(name))
      throw new RangeError(`invalid name: expected one without spaces and plus signs, got ${show(name)}`);
    return database.transaction(() => {
      database.run("INSERT OR IGNORE INTO facts VALUES ('origin', ?)", [name]);
      const value = this.knownOrigin()!;
      if (value !== name) throw new RangeError(`invalid name: the log is ${show(value)} already, got ${show(name)}`);
      return value;
    });
  }

  /** Size and root of the tree. O(n). */
  head(): TreeHead {
    const leaves = this.leaves();
    return { origin: this.origin(), size: leaves.length, root: merkleRoot(leaves) };
  }

  /**
   * Signs the present tree head (a C2SP note: origin, size, root, Ed25519 signature) and keeps a copy. Hand it to someone who does not
   * run this database: only then does it show anything.
   * @param privateKey PEM of `createNoteKey`, which is not kept in the store.
   * @example
   * await writeFile('checkpoint.txt', store.decisions.checkpoint(privateKey));
   */
  checkpoint(privateKey: string): string {
    const { database, now } = this.context;
    return database.transaction(() => {
      const head = this.head();
      const note = signCheckpoint(head, privateKey);
      database.run('INSERT INTO checkpoints (size, at, note) VALUES (?, ?, ?)', [head.size, now(), note]);
      return note;
    });
  }

  /** The notes that were signed, the first one first. */
  checkpoints(): string[] {
    return this.context.database
      .all<{ note: string }>('SELECT note FROM checkpoints ORDER BY id')
      .map(({ note }) => note);
  }

  /** What shows that an entry is in the tree of the first `size` entries (RFC 6962, section 2.1.1). O(n). */
  inclusionProof(position: number, size = this.size()): Uint8Array[] {
    return inclusionProof(this.leaves(size), position);
  }

  /** What shows that the tree of `size` entries is the beginning of the one of `laterSize` (RFC 6962, section 2.1.2). O(n). */
  consistencyProof(size: number, laterSize = this.size()): Uint8Array[] {
    return consistencyProof(this.leaves(laterSize), size);
  }

  /**
   * The log as `verifyLog` reads it: with contents and their salts, or without.
   * @example
   * await writeFile('decisions.jsonl', store.decisions.entries().map((one) => `${JSON.stringify(one)}\n`).join(''));
   */
  entries({ contents = true }: { readonly contents?: boolean } = {}): OpenedDecision[] {
    const sql = `SELECT decisions.position, entry, leaf, salt, content FROM decisions
      LEFT JOIN decision_contents USING (position) ORDER BY decisions.position`;
    return this.context.database.all<OpenedRow>(sql).map(({ position, entry, leaf, salt, content }) => ({
      ...{ position, entry, leaf },
      ...(contents && { salt, content }),
    }));
  }

  private leaves(size = this.size()): Uint8Array[] {
    checkInteger('size', size, 0, this.size());
    const sql = 'SELECT leaf FROM decisions WHERE position < ? ORDER BY position';
    return this.context.database.all<{ leaf: string }>(sql, [size]).map(({ leaf }) => Buffer.from(leaf, 'hex'));
  }

  private knownOrigin(): string | undefined {
    return this.context.database.first<{ value: string }>("SELECT value FROM facts WHERE name = 'origin'")?.value;
  }

  /** Unless another process was quicker. */
  private drawnOrigin(): string {
    return this.knownOrigin() ?? this.nameOrigin(`driftlab/${hex(this.context.randomBytes(8))}`);
  }

  private lastTime(): number {
    const sql = "SELECT entry ->> 'at' AS at FROM decisions ORDER BY position DESC LIMIT 1";
    return this.context.database.first<{ at: number }>(sql)?.at ?? 0;
  }

  private positionsOf(subject: string): number[] {
    const sql = 'SELECT position FROM decision_subjects WHERE subject = ? ORDER BY position';
    return this.context.database.all<{ position: number }>(sql, [subject]).map(({ position }) => position);
  }

  private select(conditions: Parameters<typeof where>[0]): Decision[] {
    const { clause, values } = where(conditions);
    const sql = `SELECT decisions.position, entry, content FROM decisions LEFT JOIN decision_contents USING (position)
      ${clause} ORDER BY decisions.position`;
    return this.context.database.all<OpenedRow>(sql, values).map(({ position, entry, content }) => ({
      position,
      ...(JSON.parse(entry) as Pick<Decision, 'kind' | 'at' | 'commitment'>),
      content: content === null ? undefined : (JSON.parse(content) as JsonValue),
    }));
  }
}

type OpenedRow = Required<OpenedDecision>;

/** The commitment of an entry to a content; the salt in hexadecimal digits. */
export function commitTo(salt: string, content: string): string {
  return createHash('sha256').update(Buffer.from(salt, 'hex')).update(content).digest('hex');
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function checkKind(kind: string): string {
  if (/^[a-z0-9-]{1,64}$/.test(kind)) return kind;
  throw new RangeError(`invalid kind: expected 1 to 64 lower-case letters, digits and hyphens, got ${show(kind)}`);
}
