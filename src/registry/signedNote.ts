import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { DriftlabError, show } from '../errors';

/** The pair that signs notes: the private half stays with the operator, the verifier key goes to everyone. */
export interface NoteKey {
  /** Ed25519 in PKCS #8, PEM. */
  readonly privateKey: string;
  /** `name+hash+base64`, the form of C2SP signed-note. */
  readonly verifierKey: string;
}

/**
 * A new Ed25519 key for notes.
 * @param name who signs: no spaces and no plus signs.
 * @example
 * const { privateKey, verifierKey } = createNoteKey('example.org/drift');
 */
export function createNoteKey(name: string): NoteKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    verifierKey: spell(checkKeyName(name), rawKey(publicKey.export({ format: 'jwk' }).x!)),
  };
}

/**
 * Signs a text (C2SP signed-note): the text, an empty line, `— name base64(key hash ‖ Ed25519 signature)`.
 * @param text ends with a line break.
 * @param privateKey PEM of an Ed25519 key.
 * @throws {DriftlabError} DRIFTLAB_INVALID_DATA for a key that is none.
 */
export function signNote(text: string, name: string, privateKey: string): string {
  const key = readPrivateKey(privateKey);
  const raw = rawKey(createPublicKey(key).export({ format: 'jwk' }).x!);
  const signature = Buffer.concat([keyHash(checkKeyName(name), raw), sign(null, Buffer.from(text), key)]);
  return `${text}\n— ${name} ${signature.toString('base64')}\n`;
}

/**
 * The text of a note if the key has signed it, else undefined. Signatures of others are passed over.
 * @throws {RangeError} for a verifier key that is none.
 */
export function openNote(note: string, verifierKey: string): string | undefined {
  const { name, raw } = readVerifierKey(verifierKey);
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  const mine = note
    .slice(end + 2)
    .split('\n')
    .filter((line) => line.startsWith(`— ${name} `))
    .map((line) => Buffer.from(line.slice(name.length + 3), 'base64'))
    .filter((bytes) => bytes.subarray(0, 4).equals(keyHash(name, raw)));
  if (end < 0 || mine.length === 0) return undefined;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' });
  return mine.every((bytes) => verify(null, Buffer.from(text), key, bytes.subarray(4))) ? text : undefined;
}

/** The algorithm byte of Ed25519 in signed-note. */
const ED25519 = Buffer.of(1);

function rawKey(x: string): Buffer {
  return Buffer.from(x, 'base64url');
}

function keyHash(name: string, raw: Buffer): Buffer {
  return createHash('sha256').update(`${name}\n`).update(ED25519).update(raw).digest().subarray(0, 4);
}

function spell(name: string, raw: Buffer): string {
  return `${name}+${keyHash(name, raw).toString('hex')}+${Buffer.concat([ED25519, raw]).toString('base64')}`;
}

function readVerifierKey(verifierKey: string): { readonly name: string; readonly raw: Buffer } {
  const [, name, base64] = /^([^\s+]+)\+[0-9a-f]{8}\+([A-Za-z0-9+/]{44})$/.exec(String(verifierKey)) ?? [];
  const raw = Buffer.from(base64 ?? '', 'base64').subarray(1);
  // the key says its own hash, so that a wrong letter is seen
  if (name === undefined || spell(name, raw) !== verifierKey)
    throw new RangeError(`invalid verifierKey: expected name+hash+key of Ed25519, got ${show(verifierKey)}`);
  return { name, raw };
}

function readPrivateKey(pem: string): ReturnType<typeof createPrivateKey> {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // the message of the crypto library may show parts of the key
  }
  throw new DriftlabError('DRIFTLAB_INVALID_DATA', 'invalid privateKey: expected an Ed25519 key as PEM (PKCS #8)');
}

function checkKeyName(name: string): string {
  if (/^[^\s+]+$/.test(name)) return name;
  throw new RangeError(`invalid name: expected a key name without spaces and plus signs, got ${show(name)}`);
}
