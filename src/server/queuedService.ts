import { JobQueue } from './jobQueue';
import type { Limits } from './limits';
import type { DriftService } from './requests';

/** The same service with a queue before it: some predictions at once, all else one at a time. */
export function queuedService(
  service: DriftService,
  limits: Pick<Limits, 'queue' | 'width' | 'milliseconds'>,
): DriftService {
  const queue = new JobQueue(limits);
  return {
    loaded: () => service.loaded(),
    predict: (request) => queue.add(() => service.predict(request), { shared: true }),
    embed: (model, sample) => queue.add(() => service.embed(model, sample)),
    detect: (request) => queue.add(() => service.detect(request)),
    unload: () => queue.add(() => service.unload()),
    close: async () => {
      await queue.drain();
      await service.close();
    },
  };
}
