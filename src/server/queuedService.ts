import { JobQueue } from './jobQueue';
import type { DriftService } from './requests';

/** The same service, one job at a time, with at most `limit` that wait; to list models needs no turn. */
export function queuedService(service: DriftService, limit: number): DriftService {
  const queue = new JobQueue(limit);
  return {
    models: () => service.models(),
    predict: (request) => queue.add(() => service.predict(request)),
    embed: (model, sample) => queue.add(() => service.embed(model, sample)),
    detect: (request) => queue.add(() => service.detect(request)),
    unload: () => queue.add(() => service.unload()),
    close: async () => {
      await queue.drain();
      await service.close();
    },
  };
}
