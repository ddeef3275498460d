import { signNote } from './signedNote';

/** A tree head: what a checkpoint says. */
export interface TreeHead {
  /** Which log: a name that is unique, such as a host and a path. */
  readonly origin: string;
  /** Entries. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** The text of a tree head (C2SP tlog-checkpoint): three lines, origin, size, root in base64. */
export function checkpointText({ origin, size, root }: TreeHead): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

/** A tree head as a signed note; the key has the name of the origin. */
export function signCheckpoint(head: TreeHead, privateKey: string): string {
  return signNote(checkpointText(head), head.origin, privateKey);
}

/** Reads the text of a checkpoint, signed or not; undefined if it is none. */
export function readCheckpoint(note: string): TreeHead | undefined {
  const [, origin, size, root] = /^([^\n]+)\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n/.exec(note) ?? [];
  return root === undefined ? undefined : { origin, size: Number(size), root: Buffer.from(root, 'base64') };
}
