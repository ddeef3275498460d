import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { checkInteger, DriftlabError } from '../errors';
import { modelError } from '../nn/modelFiles';
import type { TokenLayout } from './tokenLayout';

/** What `config.json` of Python's transformers says about a vision transformer. */
export interface ModelConfig extends Partial<TokenLayout> {
  readonly type?: string;
}

/**
 * The fields of a `config.json` that matter here.
 * @throws {TypeError | RangeError} if one makes no sense.
 */
export function parseModelConfig(content: unknown): ModelConfig {
  const {
    model_type: type,
    patch_size: patch,
    num_register_tokens: registers,
  } = Object(content) as Record<string, unknown>;
  const patchSize: unknown = Array.isArray(patch) && patch[0] === patch[1] ? patch[0] : patch;
  return {
    type: typeof type === 'string' ? type : undefined,
    patchSize: patchSize == null ? undefined : checkInteger('patch_size', patchSize, 1),
    registers: registers == null ? undefined : checkInteger('num_register_tokens', registers, 0),
  };
}

/** What `parse` makes of a JSON file beside the model; undefined where there is none. */
export async function readBeside<T>(
  modelPath: string,
  name: string,
  parse: (content: unknown) => T,
): Promise<T | undefined> {
  const folder = dirname(modelPath);
  for (const place of basename(folder) === 'onnx' ? [folder, dirname(folder)] : [folder]) {
    const path = join(place, name);
    const text = await readText(path);
    if (text === undefined) continue;
    try {
      return parse(JSON.parse(text));
    } catch (error) {
      throw modelError(path, error);
    }
  }
  return undefined;
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new DriftlabError('DRIFTLAB_IO', `cannot read ${path}: ${(error as Error).message}`, { cause: error });
  }
}
