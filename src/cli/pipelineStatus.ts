import type { Command } from 'commander';
import { fail } from './failure';

/** In commands that stand in pipelines 1 and 2 say what was found, so what went wrong is this. */
const FAILED = 3;

/** Makes `run` the action of a command whose failures, wrong flags too, end with exit status 3. */
export function pipelineStatus<Args extends unknown[]>(command: Command, run: (...args: Args) => Promise<void>): void {
  command
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : FAILED))
    .action((...args) => run(...(args as unknown as Args)).catch((error: unknown) => fail(error, FAILED)));
}
