import sharp from 'sharp';
import { driftService } from './driftService';
import type { Limits } from './limits';
import type { ProcessAnswer, ProcessCall } from './processService';
import type { ServedModel } from './servedModel';
import { ServiceError } from './serviceError';

/** The process of `processService`. */
const [path, limits] = process.argv.slice(2);
// eslint-disable-next-line @typescript-eslint/no-require-imports -- named by the program, not by a client
const { models } = require(path) as { models: readonly ServedModel[] };
const service = driftService(models, JSON.parse(limits) as Limits);
// images are small and many: one thread each, and none comes twice
sharp.concurrency(1);
sharp.cache(false);

async function answer({ id, method, args }: ProcessCall): Promise<ProcessAnswer> {
  try {
    const methods = service as unknown as Record<string, (...args: readonly unknown[]) => Promise<unknown>>;
    const result = await methods[method](...args);
    return { id, loaded: service.loaded(), result };
  } catch (error) {
    const { message, stack } = error as Error;
    const known = error instanceof ServiceError ? { code: error.code, field: error.field } : {};
    return { id, loaded: service.loaded(), failed: { ...known, message, stack } };
  }
}

process.on('message', (call: ProcessCall) => {
  void answer(call).then((reply) => process.send!(reply));
});
// the server decides when this ends: a Ctrl-C in a terminal reaches both, and there may be work to finish
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit());
process.send!('ready');
