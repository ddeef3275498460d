import { readFile } from 'node:fs/promises';
import { ioError, writeFileAtomic } from '../data/files';
import { sha256Of } from '../data/sha256Of';
import { DriftlabError } from '../errors';
import { modelGraph, type Model } from './model';
import type { ModelSpec } from './modelSpec';
import { decodeTensors, encodeTensors } from './safetensors';

/** Writes a model as a safetensors file, from which it can be trained further; the architecture stands in the file. */
export function saveModel(path: string, model: Model): Promise<void> {
  return writeFileAtomic(path, modelBytes(model));
}

/** The bytes that `saveModel` writes. */
export function modelBytes({ spec, weights }: Model): Uint8Array {
  return encodeTensors({ tensors: weights, metadata: { spec: JSON.stringify(spec) } });
}

/**
 * Reads what `saveModel` wrote.
 * @param sha256 what a card says about the file; without it any file is taken.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be read, DRIFTLAB_INVALID_DATA if it is cut off, damaged, or another file than the
 * card's, DRIFTLAB_INVALID_MODEL if it has no architecture that driftlab knows, or numbers that do not fit it.
 */
export async function openModel(path: string, { sha256 }: { readonly sha256?: string } = {}): Promise<Model> {
  const bytes = await readBytes(path);
  const found = sha256 === undefined ? undefined : sha256Of(bytes);
  if (found !== sha256)
    throw new DriftlabError(
      'DRIFTLAB_INVALID_DATA',
      `${path} is not the file of its card: expected SHA-256 ${sha256}, got ${found}. Install the package again`,
    );
  const { tensors, metadata } = decodeTensors(bytes, path);
  if (metadata.spec === undefined)
    throw new DriftlabError('DRIFTLAB_INVALID_MODEL', `${path} does not say what architecture it is`);
  try {
    const model = { spec: JSON.parse(metadata.spec) as ModelSpec, weights: tensors };
    modelGraph(model);
    return model;
  } catch (error) {
    throw modelError(path, error);
  }
}

/** @throws {DriftlabError} DRIFTLAB_IO if the file cannot be read. */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw ioError('read', path, error);
  }
}

/** The error with the file that it is about. */
export function modelError(path: string, error: unknown): DriftlabError {
  if (error instanceof DriftlabError) return error;
  return new DriftlabError('DRIFTLAB_INVALID_MODEL', `${path}: ${(error as Error).message}`, { cause: error });
}
