import { openNote, signNote } from '../../registry/signedNote';

/**
 * A human's approval: a note (C2SP signed-note) over the hash of what is approved, signed with Ed25519.
 * @param hash of the verdict (`verdictHash`), 64 hexadecimal digits.
 * @param name of who signs, as in the verifier key.
 * @param privateKey PEM of `createNoteKey`.
 * @throws {RangeError} if the hash is none; {DriftlabError} DRIFTLAB_INVALID_DATA for a key that is none.
 * @example
 * const { privateKey, verifierKey } = createNoteKey('dr.chen');
 * const note = signApproval(verdictHash(verdict), 'dr.chen', privateKey);
 */
export function signApproval(hash: string, name: string, privateKey: string): string {
  return signNote(approvalText(hash), name, privateKey);
}

/**
 * The verifier keys among `keys` that have approved this hash; none for a note over another one, or with a signature that is wrong.
 * @throws {RangeError} for a verifier key that is none.
 */
export function approvers(note: string, hash: string, keys: readonly string[]): string[] {
  return keys.filter((key) => openNote(note, key) === approvalText(hash));
}

function approvalText(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new RangeError(`invalid hash: expected 64 hexadecimal digits, got ${hash}`);
  return `driftlab approval\n${hash}\n`;
}
