import type { Command } from 'commander';
import type { ModelRegistry, ModelVersion } from '../registry/modelRegistry';
import { examples } from './examples';
import { pipelineStatus } from './pipelineStatus';
import { showTime, storeOption, timeFlag, withStore, type StoreFlags } from './withStore';

interface AliasFlags extends StoreFlags {
  readonly alias: string;
}

/** `3` is a number, anything else an alias. */
function versionOf(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

function line(
  { version, created, dataset, run, parents }: ModelVersion,
  aliases: Readonly<Record<string, number>>,
): object {
  const named = Object.keys(aliases).filter((alias) => aliases[alias] === version);
  const from = parents.map((one) => `${one.model} ${one.version}`).join(', ');
  return {
    version,
    aliases: named.join(', '),
    created: showTime(created),
    dataset: dataset ?? '',
    run: run ?? '',
    from,
  };
}

function list(model: string | undefined, flags: StoreFlags): Promise<void> {
  return withStore(flags, ({ models }) => {
    const names = model === undefined ? models.names() : [model];
    if (names.length === 0) console.log('no model has been registered');
    for (const name of names) {
      const versions = models.list(name);
      console.log(versions.length === 0 ? `no version of ${name} has been registered` : name);
      if (versions.length > 0) console.table(versions.map((one) => line(one, models.aliases(name))));
    }
  });
}

function show(model: string, version: string, flags: StoreFlags): Promise<void> {
  return withStore(flags, ({ models }) => {
    const found = models.get(model, versionOf(version));
    const lineage = models.lineage(model, found.version).map((one) => ({ model: one.model, version: one.version }));
    console.log(JSON.stringify({ ...found, lineage }, null, 2));
  });
}

function history(model: string, { alias, ...flags }: AliasFlags): Promise<void> {
  return withStore(flags, ({ models }) => {
    const rows = models.history(model, alias).map(({ at, action, version, because }) => ({
      ...{ at: showTime(at), action, version: version ?? '', because },
    }));
    if (rows.length === 0) console.log(`${alias} has named no version of ${model}`);
    else console.table(rows);
  });
}

function at(model: string, time: number, { alias, ...flags }: AliasFlags): Promise<void> {
  return withStore(flags, ({ models }) => {
    const found = models.at(model, time, alias);
    console.log(found ? JSON.stringify(found, null, 2) : `${alias} named no version of ${model} at that time`);
  });
}

function rollback(
  model: string,
  { alias, because, ...flags }: AliasFlags & { readonly because: string },
): Promise<void> {
  return withStore(flags, (store) => {
    const outcome = store.transaction(() => {
      const done: ReturnType<ModelRegistry['rollback']> = store.models.rollback(model, { alias, because });
      if (done.outcome === 'restored')
        store.decisions.append({ kind: 'rollback', content: { model, alias, because, ...done } });
      return done;
    });
    if (outcome.outcome !== 'restored') throw new RangeError(`invalid model: ${outcome.because}`);
    console.log(`${alias} of ${model} is version ${outcome.version} again, after ${outcome.previous}`);
  });
}

/** `driftlab models`. */
export function addModels(program: Command): void {
  const models = program.command('models').description('model versions, aliases and their history; rollback');
  const command = (name: string, what: string) => models.command(name).description(what).addOption(storeOption());
  const aliased = (name: string, what: string) =>
    command(name, what).argument('<model>').option('--alias <name>', 'which alias', 'champion');
  pipelineStatus(
    models
      .command('list', { isDefault: true })
      .description('versions of one model or of all')
      .argument('[model]')
      .addOption(storeOption()),
    list,
  );
  pipelineStatus(command('show', 'a version with card and lineage').argument('<model>').argument('<version>'), show);
  pipelineStatus(aliased('history', 'what an alias has named, when and why'), history);
  pipelineStatus(
    aliased('at', 'the version that an alias named at a time').argument(
      '<time>',
      'such as 2026-05-03 or 2026-05-03T14:00Z',
      timeFlag,
    ),
    at,
  );
  pipelineStatus(
    aliased('rollback', 'restores what was deployed before, and says so in the decision log').requiredOption(
      '--because <reason>',
      'why',
    ),
    rollback,
  );
  models.addHelpText(
    'after',
    examples([
      ['models show reviews champion', 'card, files and lineage of what is deployed'],
      ['models at reviews 2026-01-31', 'who was champion that day'],
      ['models rollback reviews --because "errors on new cameras"', 'deploy the version before'],
    ]),
  );
}
