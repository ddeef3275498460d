import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createRequire } from 'node:module';
import { ioError } from '../data/files';
import { DriftlabError } from '../errors';
import { buildServer } from '../server/buildServer';
import { processService } from '../server/processService';
import type { ServedModel } from '../server/servedModel';
import { examples } from './examples';
import { numberFlag } from './numberFlag';

interface ServeFlags {
  readonly port: number;
  readonly host: string;
  readonly apiKeys?: string;
  readonly requestsPerMinute?: number;
  readonly threads?: number;
  readonly models?: string;
  readonly log: boolean;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** `driftlab serve`. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description('predictions and drift detection over HTTP, described at /docs')
    .option('--port <number>', 'where it listens; 0 takes a free port', numberFlag, 8000)
    .option('--host <address>', 'who can reach it: this machine only, or 0.0.0.0 for the network', '127.0.0.1')
    .option(
      '--api-keys <file>',
      'a SHA-256 digest in hex on each line; requests then need one of these keys as x-api-key',
    )
    .option('--requests-per-minute <number>', 'of one address (default: no limit)', numberFlag)
    .option('--threads <number>', 'of one run of a model (default: 2)', numberFlag)
    .option('--models <file>', 'a module that exports `models` (default: the CNN and the BERT that ship)')
    .option('--no-log', 'do not log requests as JSON on stdout')
    .addHelpText(
      'after',
      examples([
        ['serve', 'http://127.0.0.1:8000/docs shows what can be asked'],
        ['serve --host 0.0.0.0 --api-keys keys.txt', 'for the network, with keys'],
      ]),
    )
    .action(run);
}

async function run({ port, host, apiKeys, requestsPerMinute, threads, models: file, log }: ServeFlags): Promise<void> {
  const path = file === undefined ? createRequire(__filename).resolve('../server/defaultModels') : resolve(file);
  const { models } = loadModels(path);
  const keys = apiKeys === undefined ? undefined : readKeys(apiKeys);
  const service = processService({ models: path, threads });
  const app = await buildServer({ models, service, logger: log, apiKeys: keys, requestsPerMinute });
  await app.listen({ port, host }).catch((cause: NodeJS.ErrnoException) => {
    throw new DriftlabError('DRIFTLAB_IO', `cannot listen on ${host}:${port}: ${cause.message}`, { cause });
  });
  if (!keys && !LOOPBACK.includes(host)) console.error('driftlab: anyone who reaches this address may ask: set --api-keys'); // prettier-ignore
  console.error(`driftlab: ${models.map(({ name }) => name).join(' and ')} at ${app.listeningOrigin}, see /docs`);
  closeOnSignal(() => app.close());
}

function loadModels(path: string): { readonly models: readonly ServedModel[] } {
  try {
    return createRequire(__filename)(path) as { models: readonly ServedModel[] };
  } catch (cause) {
    throw new DriftlabError(
      'DRIFTLAB_IO',
      `cannot load models from ${path}: ${(cause as Error).message.split('\n')[0]}`,
      { cause },
    );
  }
}

/** @throws {DriftlabError} DRIFTLAB_IO if the file cannot be read, DRIFTLAB_INVALID_DATA if it has no key. */
function readKeys(path: string): readonly string[] {
  try {
    const lines = readFileSync(path, 'utf8').split('\n').map((line) => line.trim()); // prettier-ignore
    const keys = lines.filter((line) => line !== '' && !line.startsWith('#'));
    if (keys.length > 0) return keys;
  } catch (error) {
    throw ioError('read', path, error);
  }
  throw new DriftlabError('DRIFTLAB_INVALID_DATA', `${path} has no key: nobody could ask`);
}

/** The first signal lets what was taken be finished; a second one does not wait. */
function closeOnSignal(close: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      process.once(signal, () => process.exit(1));
      void close();
    });
}
