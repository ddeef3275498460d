import { parentPort, workerData } from 'node:worker_threads';
import { driftService } from './driftService';
import type { ServedModel } from './servedModel';
import { ServiceError } from './serviceError';
import type { WorkerAnswer, WorkerCall, WorkerStart } from './workerService';

/** The thread of `workerService`. */
const { models: path, limits } = workerData as WorkerStart;
// eslint-disable-next-line @typescript-eslint/no-require-imports -- named by the program, not by a client
const { models } = require(path) as { models: readonly ServedModel[] };
const service = driftService(models, limits);

async function answer({ id, method, args }: WorkerCall): Promise<WorkerAnswer> {
  try {
    const methods = service as unknown as Record<string, (...args: readonly unknown[]) => Promise<unknown>>;
    return { id, result: await methods[method](...args) };
  } catch (error) {
    const { message } = error as Error;
    const { code, field } = error instanceof ServiceError ? error : {};
    return { id, failed: { code, field, message } };
  }
}

parentPort!.on('message', (call: WorkerCall) => {
  void answer(call).then((reply) => parentPort!.postMessage(reply));
});
