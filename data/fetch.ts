import { fetchPublicSet } from '../src/data/fetchPublicSet';
import { choosePublicSets, publicGroups, type PublicFile, publicSets, type PublicSet } from '../src/data/publicSets';

const usage = `make data DATA='<names>' fetches public sets into data/ (or DATA_ROOT), each under its own licence:
${publicSets.map(describe).join('\n')}
groups: ${Object.entries(publicGroups)
  .map(([group, names]) => `${group} (${names.length} sets)`)
  .join(', ')}. Without names: small`;

async function main(names: readonly string[]): Promise<void> {
  if (names.some((name) => /^(-h|--help|help|list)$/.test(name))) return console.log(usage);
  const root = process.env.DATA_ROOT ?? __dirname;
  const sets = choosePublicSets(names.length > 0 ? names : ['small']);
  console.log(`into ${root}, each under its own licence:`);
  sets.forEach((set) => console.log(describe(set)));
  for (const set of sets) {
    const outcome = await fetchPublicSet(set, root, { onProgress: progress() });
    console.log(`${set.name}: ${outcome === 'there' ? 'was there, checksum right' : 'fetched, checksum right'}`);
  }
  console.log(`please cite: ${[...new Set(sets.map(({ citation }) => citation))].join('; ')}`);
}

function describe({ name, title, licence, files }: PublicSet): string {
  const most = files.reduce((sum, { maxBytes }) => sum + maxBytes, 0);
  return `  ${name.padEnd(15)} ${title.padEnd(15)} up to ${megabytes(most).padStart(8)}  ${licence}`;
}

/** A line for each tenth of a file. */
function progress(): (file: PublicFile, done: number, total?: number) => void {
  let last = '';
  return ({ path }, done, total) => {
    const line = total ? `${path}: ${10 * Math.floor((10 * done) / total)} % of ${megabytes(total)}` : `${path} …`;
    if (line !== last) console.log(`  ${line}`);
    last = line;
  };
}

function megabytes(bytes: number): string {
  return bytes < 1e5 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
