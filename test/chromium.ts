import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of an installed Chromium (CHROMIUM names another one); undefined if there is none. */
export function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [process.env.CHROMIUM, ...found].find((path) => path !== undefined && existsSync(path));
}
