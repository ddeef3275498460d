import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ioError, writeFileAtomic } from '../../data/files';
import { DriftlabError } from '../../errors';
import { Journal, readJournal } from './journal';
import type { PipelineEvent } from './pipelineEvents';
import type { PipelineSnapshot } from './pipelineState';

const FORMAT = 'driftlab pipeline 1';
const FILE = 'snapshot.json';

/** What lies in the folder of a pipeline. */
export interface Found {
  /** Null: nothing was kept yet. */
  readonly snapshot: PipelineSnapshot | null;
  /** What came after the snapshot. */
  readonly events: readonly PipelineEvent[];
  readonly turn: number;
}

/**
 * The state of a pipeline in its folder, and what came after.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be read, DRIFTLAB_INVALID_DATA if the snapshot is not one, or of another model.
 */
export async function readFolder(folder: string, model: string): Promise<Found> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw ioError('write', folder, error);
  });
  const path = join(folder, FILE);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw ioError('read', path, error);
  });
  if (text === undefined) return { snapshot: null, events: [], turn: 0 };
  const { turn, state } = parse(text, path, model);
  return { snapshot: state, events: (await readJournal(journalPath(folder, turn))) as PipelineEvent[], turn };
}

/** Writes a state, begins the journal of what follows it, and removes what it replaces. */
export async function writeSnapshot(
  folder: string,
  model: string,
  state: PipelineSnapshot,
  turn: number,
): Promise<Journal> {
  const journal = await Journal.create(journalPath(folder, turn));
  try {
    await writeFileAtomic(join(folder, FILE), JSON.stringify({ format: FORMAT, model, turn, state }));
  } catch (error) {
    await journal.close();
    throw error;
  }
  for (const name of await readdir(folder))
    if (/^journal-\d+\.jsonl$/.test(name) && name !== journalName(turn)) await rm(join(folder, name), { force: true });
  return journal;
}

interface Written {
  readonly turn: number;
  readonly state: PipelineSnapshot;
}

function parse(text: string, path: string, model: string): Written {
  let saved: Partial<Written & { format: string; model: string }>;
  try {
    saved = JSON.parse(text) as typeof saved;
  } catch (cause) {
    throw new DriftlabError('DRIFTLAB_INVALID_DATA', `${path} is not the state of a pipeline`, { cause });
  }
  if (saved.format !== FORMAT || saved.model !== model)
    throw new DriftlabError('DRIFTLAB_INVALID_DATA', `${path} is not the state of a pipeline of model ${model}`);
  return saved as Written;
}

function journalName(turn: number): string {
  return `journal-${turn}.jsonl`;
}

function journalPath(folder: string, turn: number): string {
  return join(folder, journalName(turn));
}
