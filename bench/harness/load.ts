import { createRequire } from 'node:module';
import type { Bench } from './bench';

/** The benches of a file. */
export function loadBenches(path: string): readonly Bench[] {
  // import() would want JavaScript
  return (createRequire(__filename)(path) as { benches: readonly Bench[] }).benches;
}
