import { Command } from 'commander';
import { fail } from '../../src/cli/failure';
import { addServe } from '../../src/cli/serve';

/** The command line with this one command: it starts faster than the whole. */
const program = new Command('driftlab');
addServe(program);
program.parseAsync().catch((error: unknown) => fail(error));
