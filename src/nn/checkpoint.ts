import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFileAtomic } from '../data/files';
import { DriftlabError } from '../errors';
import { readBytes } from './modelFiles';
import type { Weights } from './network';
import { decodeTensors, encodeTensors } from './safetensors';

/** How far a training is, but for its tensors: survives JSON. */
export interface Progress {
  /** Epochs that are done. */
  readonly epoch: number;
  /** Steps of the present epoch that are done. */
  readonly step: number;
  /** Sum of their losses. */
  readonly lossSum: number;
  /** What was reported of each epoch. */
  readonly history: readonly EpochReport[];
  /** The epoch with the least validation loss, counted from 1; 0 if there is none. */
  readonly bestEpoch: number;
}

/** What is said about an epoch. */
export interface EpochReport {
  /** Counted from 1. */
  readonly epoch: number;
  /** Mean training loss over its steps. */
  readonly loss: number;
  /** The learning rate of its last step. */
  readonly learningRate: number;
  /** Null without validation samples. */
  readonly validationLoss: number | null;
  /** Null without validation labels. */
  readonly validationAccuracy: number | null;
}

/** Everything that a training needs to go on as if nothing had happened. */
export interface Checkpoint {
  readonly progress: Progress;
  readonly weights: Weights;
  readonly moments: Weights;
  /** The weights of the best epoch. */
  readonly best: Weights | undefined;
}

const BEST = 'best/';
const WEIGHT = 'weight/';
const MOMENT = 'moment/';

/** Writes a checkpoint; `identity` says of which training. A kill at any moment leaves the old file or the new one. */
export function saveCheckpoint(path: string, identity: string, checkpoint: Checkpoint): Promise<void> {
  const { progress, weights, moments, best = {} } = checkpoint;
  const tensors = { ...prefixed(WEIGHT, weights), ...prefixed(MOMENT, moments), ...prefixed(BEST, best) };
  return writeFileAtomic(path, encodeTensors({ tensors, metadata: { identity, progress: JSON.stringify(progress) } }));
}

/**
 * Reads the checkpoint of a training; undefined if there is none yet.
 * @throws {DriftlabError} DRIFTLAB_INVALID_DATA if it is damaged, or of a training with other data or options.
 */
export async function openCheckpoint(path: string, identity: string): Promise<Checkpoint | undefined> {
  if (!existsSync(path)) return undefined;
  const { tensors, metadata } = decodeTensors(await readBytes(path), path);
  if (metadata.identity !== identity)
    throw new DriftlabError(
      'DRIFTLAB_INVALID_DATA',
      `${path} is the checkpoint of another training (model, data or options differ): remove it or choose another path`,
    );
  const best = unprefixed(BEST, tensors);
  return {
    progress: JSON.parse(metadata.progress) as Progress,
    weights: unprefixed(WEIGHT, tensors),
    moments: unprefixed(MOMENT, tensors),
    best: Object.keys(best).length > 0 ? best : undefined,
  };
}

/** A SHA-256 of everything that decides about the outcome of a training. */
export function identityOf(plain: unknown, arrays: readonly Float32Array[]): string {
  const hash = createHash('sha256').update(JSON.stringify(plain));
  for (const { buffer, byteOffset, byteLength } of arrays) hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return hash.digest('hex');
}

function prefixed(prefix: string, tensors: Weights): Weights {
  return Object.fromEntries(Object.entries(tensors).map(([name, content]) => [prefix + name, content]));
}

function unprefixed(prefix: string, tensors: Weights): Weights {
  const own = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, content]) => [name.slice(prefix.length), content]));
}
