import { appendFileSync } from 'node:fs';
import { openStore } from '../../src/registry/openStore';

/** What a writer says once a write has returned. */
export interface Acknowledged {
  readonly what: 'run' | 'end' | 'artifact' | 'version' | 'promotion' | 'decision' | 'together';
  readonly id: string;
  /** Of a version, or a position in the log. */
  readonly number?: number;
}

/**
 * Writes runs, artifacts, versions, promotions and decisions until it is killed, or `rounds` times, and says each that has returned in a
 * file of its own.
 */
async function main([path, acknowledgements, name, rounds]: readonly string[]): Promise<void> {
  const store = openStore(path, { clock: Date.now });
  const say = (one: Acknowledged) => appendFileSync(acknowledgements, `${JSON.stringify(one)}\n`);
  for (let i = 0; i < Number(rounds); i++) {
    const run = store.experiments.start({ dataset: name, parameters: { i }, tags: { writer: name } });
    say({ what: 'run', id: run.id });
    const text = `${name} ${process.pid} ${i} `.repeat(2000);
    const { sha256 } = await store.experiments.attachBytes(run.id, 'file', text);
    say({ what: 'artifact', id: sha256 });
    const { version } = store.models.register('m', { artifacts: { file: sha256 }, run: run.id });
    say({ what: 'version', id: sha256, number: version });
    const { position } = store.decisions.append({ kind: 'verdict', content: { run: run.id, version } });
    say({ what: 'decision', id: run.id, number: position });
    store.experiments.end(run.id);
    say({ what: 'end', id: run.id });
    const together = store.experiments.start({ dataset: name });
    const done = store.transaction(() => {
      const promotion = store.models.promote('m', version, {
        expected: store.models.current('m'),
        because: together.id,
      });
      if (promotion.outcome !== 'promoted') throw new Error(`not promoted: ${promotion.because}`);
      store.experiments.log(together.id, { version });
      store.decisions.append({ kind: 'promotion', content: { run: together.id, version } });
      return store.experiments.end(together.id);
    });
    say({ what: 'together', id: done.id, number: version });
  }
  store.close();
}

void main(process.argv.slice(2));
