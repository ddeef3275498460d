import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addAudit } from './audit';
import { addCarpet } from './carpet';
import { addCompare } from './compare';
import { addDataDrift } from './dataDrift';
import { addMerge } from './merge';
import { addModels } from './models';
import { addProfile } from './profile';
import { addRuns } from './runs';
import { addServe } from './serve';

/** Every command adds itself: one file each, named as the command. */
const commands: readonly ((program: Command) => void)[] = [
  addDataDrift,
  addCarpet,
  addProfile,
  addMerge,
  addCompare,
  addServe,
  addRuns,
  addModels,
  addAudit,
];

/** The command line of driftlab, before it has read any arguments. */
export function createProgram(): Command {
  const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string };
  const program = new Command('driftlab')
    .description('Notice that data or a model has drifted, understand it, and act.')
    .version(version)
    .showHelpAfterError('(add --help for the options)');
  for (const add of commands) add(program);
  return program;
}
