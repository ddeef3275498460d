#!/usr/bin/env node
import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addAudit } from './cli/audit';
import { addCarpet } from './cli/carpet';
import { addCompare } from './cli/compare';
import { addDataDrift } from './cli/dataDrift';
import { fail } from './cli/failure';
import { addMerge } from './cli/merge';
import { addModels } from './cli/models';
import { addProfile } from './cli/profile';
import { addRuns } from './cli/runs';
import { addServe } from './cli/serve';

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

const { version } = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as { version: string };

const program = new Command('driftlab')
  .description('Notice that data or a model has drifted, understand it, and act.')
  .version(version)
  .showHelpAfterError('(add --help for the options)');
for (const add of commands) add(program);

program.parseAsync().catch((error: unknown) => fail(error));
