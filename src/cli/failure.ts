import { DriftlabError } from '../errors';

/**
 * Says on stderr what went wrong and sets the exit status, 1 by default. A known error is one line that says what to do; anything
 * else is a fault of ours and keeps its stack.
 */
export function fail(error: unknown, status = 1): void {
  const known = error instanceof DriftlabError || error instanceof RangeError || error instanceof TypeError;
  console.error(known ? `driftlab: ${error.message}` : error);
  process.exitCode = status;
}
