import { buildSync } from 'esbuild';
import { join } from 'node:path';

/** A script with all that it imports as one file of JavaScript in a folder: starts in a tenth of the time that ts-node takes. */
export function bundled(entry: string, folder: string): string {
  const outfile = join(folder, 'bundled.cjs');
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: 'node', external: ['libsql'], logLevel: 'error' });
  return outfile;
}
