import type { ErasureEvent } from './pipelineEvents';
import type { PipelineCore } from './pipelineParts';
import type { EventOutcome } from './pipelineState';

/** How many samples of a person there were. */
export interface Erasure {
  readonly buffer: number;
  readonly replay: number;
  readonly reference: number;
}

/** Erases decisions about the person, and says in the log what was erased; once for each mark. */
export function logErasure<M>(
  { store }: PipelineCore<M>,
  [, subject, mark, because]: ErasureEvent,
  { erased = [0, 0, 0] }: EventOutcome,
): void {
  const [buffer, replay, reference] = erased;
  const known = store.decisions
    .list({ kind: 'erasure' })
    .some(
      ({ content }) => (content as { readonly because: string } | undefined)?.because.includes(`(${mark};`) ?? false,
    );
  if (known) return;
  const what = `${because} (${mark}; samples: ${buffer} of the buffer, ${replay} of replay, ${reference} of the reference)`;
  store.decisions.erase({ subject }, { because: what });
}
