import { parentPort, workerData } from 'node:worker_threads';
import { DriftlabError } from '../errors';
import { fit } from './fit';
import type { WorkerMessage, WorkerTask } from './fitInWorker';

/** The thread of `fitInWorker`. */
async function main({ spec, samples, options }: WorkerTask): Promise<void> {
  const say = (message: WorkerMessage): void => parentPort!.postMessage(message);
  const stop = new AbortController();
  parentPort!.once('message', () => stop.abort());
  try {
    const fitted = await fit(spec, samples, {
      ...options,
      signal: stop.signal,
      onStep: (done, total) => say({ kind: 'step', done, total }),
      onEpoch: (report) => say({ kind: 'epoch', report }),
    });
    say({ kind: 'fitted', fitted });
  } catch (error) {
    const { name, message } = error as Error;
    say({ kind: 'failed', name, message, code: error instanceof DriftlabError ? error.code : undefined });
  } finally {
    parentPort!.close();
  }
}

void main(workerData as WorkerTask);
