import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ioError, replaceFolder } from '../data/files';
import type { Store } from './openStore';

/** What to export. */
export interface ExportOptions {
  /** Whether the contents of decisions and the salts that open them leave the store; default false, since they may be about persons. */
  readonly contents?: boolean;
}

/**
 * Writes a store as files that anything can read: runs.jsonl, metrics.jsonl, versions.jsonl, aliases.jsonl, decisions.jsonl (for `verifyLog`
 * and the independent script), checkpoints/*.txt and artifacts/<SHA-256>. The folder appears whole or not at all.
 */
export async function exportStore(
  store: Store,
  folder: string,
  { contents = false }: ExportOptions = {},
): Promise<void> {
  const files = store.snapshot(() => records(store, contents));
  await replaceFolder(
    folder,
    async (temporary) => {
      for (const inner of ['checkpoints', 'artifacts']) await mkdir(join(temporary, inner));
      for (const [name, text] of Object.entries(files)) await writeFile(join(temporary, name), text);
      await copyArtifacts(store, join(temporary, 'artifacts'));
    },
    { made: 'export of a driftlab store' },
  );
}

function records(store: Store, contents: boolean): Readonly<Record<string, string>> {
  const { experiments, models, decisions } = store;
  const runs = experiments.list({ limit: Number.MAX_SAFE_INTEGER }).reverse();
  const names = models.names();
  const metrics = runs.flatMap(({ id, metrics: last }) =>
    Object.keys(last).flatMap((name) => experiments.metric(id, name).map((point) => ({ run: id, name, ...point }))),
  );
  const notes = decisions.checkpoints().map((note, i) => [`checkpoints/${String(i).padStart(6, '0')}.txt`, note]);
  return {
    'runs.jsonl': lines(runs),
    'metrics.jsonl': lines(metrics),
    'versions.jsonl': lines(names.flatMap((model) => models.list(model))),
    'aliases.jsonl': lines(names.flatMap((model) => models.history(model))),
    'decisions.jsonl': lines(decisions.entries({ contents })),
    ...(Object.fromEntries(notes) as Record<string, string>),
  };
}

function lines(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

async function copyArtifacts({ artifacts }: Store, folder: string): Promise<void> {
  for (const { sha256 } of artifacts.list())
    try {
      await copyFile(artifacts.path(sha256), join(folder, sha256));
    } catch (error) {
      // retention may have taken it since, or a killed one before
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw ioError('copy', artifacts.path(sha256), error);
    }
}
