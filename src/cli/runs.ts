import type { Command } from 'commander';
import { checkName } from '../registry/storeContext';
import type { Run, RunQuery } from '../registry/experiments';
import { examples } from './examples';
import { numberFlag } from './numberFlag';
import { pipelineStatus } from './pipelineStatus';
import { showTime, storeOption, timeFlag, withStore, type StoreFlags } from './withStore';

interface ListFlags extends StoreFlags, Omit<RunQuery, 'tags'> {
  readonly tag: readonly string[];
  readonly json?: boolean;
}

function tagsOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new RangeError(`invalid tag: expected name=value, got ${pair}`);
      return [checkName('tag', pair.slice(0, at)), pair.slice(at + 1)];
    }),
  );
}

function line({ id, experiment, dataset, status, started, ended, metrics }: Run): Readonly<Record<string, unknown>> {
  const times = { started: showTime(started), ended: showTime(ended) };
  return { id, experiment, dataset: dataset ?? '', status, ...times, ...metrics };
}

function list({ store, tag, json, ...query }: ListFlags): Promise<void> {
  return withStore({ store }, ({ experiments }) => {
    const runs = experiments.list({ ...query, tags: tagsOf(tag) });
    if (json) console.log(JSON.stringify(runs, null, 2));
    else if (runs.length === 0) console.log('no run fits');
    else console.table(runs.map(line));
  });
}

function show(id: string, flags: StoreFlags): Promise<void> {
  return withStore(flags, ({ experiments }) => console.log(JSON.stringify(experiments.get(id), null, 2)));
}

function compare(a: string, b: string, { all, ...flags }: StoreFlags & { readonly all?: boolean }): Promise<void> {
  return withStore(flags, ({ experiments }) => {
    const { rows } = experiments.compare(a, b);
    const shown = rows.filter(({ equal }) => all || !equal);
    if (shown.length === 0) console.log('the runs are equal');
    else console.table(shown.map(({ what, name, change, ...values }) => ({ what, name, ...values, change })));
  });
}

/** `driftlab runs`. */
export function addRuns(program: Command): void {
  const runs = program.command('runs').description('what was run: list, show, compare');
  const listing = runs
    .command('list', { isDefault: true })
    .description('runs, the newest first')
    .addOption(storeOption())
    .option('--experiment <name>', 'of this experiment')
    .option('--dataset <name>', 'on this data set')
    .option('--status <status>', 'running, finished, failed or stopped')
    .option('--tag <name=value>', 'with this tag; may be given again', (one, all: string[]) => [...all, one], [])
    .option('--from <time>', 'started at this time or later', timeFlag)
    .option('--to <time>', 'started at this time or earlier', timeFlag)
    .option('--artifact <sha256>', 'that name this artifact')
    .option('--limit <count>', 'at most this many', numberFlag, 50)
    .option('--json', 'as JSON');
  pipelineStatus(listing, list);
  const showing = runs.command('show').argument('<id>').description('all of one run, as JSON').addOption(storeOption());
  pipelineStatus(showing, show);
  const comparing = runs
    .command('compare')
    .argument('<a>')
    .argument('<b>')
    .description('where two runs differ')
    .addOption(storeOption())
    .option('--all', 'also where they are equal');
  pipelineStatus(comparing, compare);
  runs.addHelpText(
    'after',
    examples([
      ['runs --dataset adult --tag purpose=baseline', 'runs on one data set with one tag'],
      ['runs --from 2026-05-01 --json', 'runs since the first of May, for another program'],
      ['runs compare 1f0c… 77ab…', 'parameters, metrics and artifacts that differ'],
    ]),
  );
}
