#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateCarpet } from './data/carpet';
import { dinoEmbedder } from './embedding/dino';
import { openTextureEmbedder } from './embedding/textureEmbedder';
import { DriftlabError } from './errors';
import { dataDrift, type DataDriftOptions } from './experiments/dataDrift';
import { dataDriftFigures } from './experiments/dataDriftFigures';
import { writeDataDrift } from './experiments/dataDriftFiles';
import { summarize } from './experiments/dataDriftSummary';
import { progressBar } from './plots/progress';

/** What commander reads from `driftlab data-drift`. */
interface DataDriftFlags extends Omit<DataDriftOptions, 'embedder' | 'bank'> {
  readonly outRoot: string;
  /** Path of an ONNX file. */
  readonly embedder?: string;
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('Expected a number.');
  return value;
}

async function openEmbedder(model?: string): Promise<Pick<DataDriftOptions, 'embedder' | 'bank'>> {
  // heat maps need a grid that covers the whole image: no crop
  if (model) return { embedder: await dinoEmbedder(model, { crop: false }), bank: {} };
  const embedder = await openTextureEmbedder();
  return { embedder, bank: embedder.bank };
}

async function runDataDrift({ embedder: model, ...flags }: DataDriftFlags): Promise<void> {
  const { embedder, bank } = await openEmbedder(model);
  const demo = await dataDrift({ ...flags, embedder, bank, progress: progressBar, clock: () => performance.now() });
  await embedder.release();
  await writeDataDrift(demo, await dataDriftFigures(demo), flags.outRoot);
  const { runs } = summarize(demo);
  console.table(runs);
  console.log(`summary.json, figures and heat maps are in ${flags.outRoot}`);
}

const { version } = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as { version: string };

const program = new Command('driftlab')
  .description('Notice that data or a model has drifted, understand it, and act.')
  .version(version)
  .showHelpAfterError('(add --help for the options)');

program
  .command('data-drift')
  .description('what drift does to an anomaly detector, and what rebuilding its memory bank repairs')
  .addOption(new Option('--class-name <name>', 'class folder inside the data root').env('CLASS_NAME').default('carpet'))
  .addOption(
    new Option('--data-root <folder>', 'dataset in the MVTec AD layout (default: data, with a generated carpet)').env(
      'DATA_ROOT',
    ),
  )
  .addOption(new Option('--out-root <folder>', 'where results go').env('OUT_ROOT').default('results/data_drift'))
  .addOption(
    new Option('--factor <factor>', 'colour contrast of the drift; 1 is none')
      .env('COLOR_CONTRAST')
      .default(0.6)
      .argParser(number),
  )
  .addOption(
    new Option('--embedder <file>', 'a DINOv3 or DINOv2 model as ONNX (default: the texture model that ships)').env(
      'DRIFTLAB_DINOV3',
    ),
  )
  .option('--image-size <pixels>', 'images are read at this size', number, 256)
  .option('--alpha <rate>', 'promised false-alarm rate', number, 0.05)
  .option('--confidence <probability>', 'promise the rate for this very calibration set, with this probability', number)
  .option('--seed <integer>', 'seed of everything random', number, 0)
  .action(runDataDrift);

program
  .command('carpet')
  .description('write a generated carpet class in the MVTec AD layout')
  .option('--data-root <folder>', 'folder that gets the class folder', 'data')
  .option('--class-name <name>', 'name of the class folder', 'carpet')
  .option('--size <pixels>', 'height and width', number, 256)
  .option('--seed <integer>', 'seed of everything random', number, 0)
  .action(async ({ dataRoot, ...options }: { dataRoot: string; className: string; size: number; seed: number }) => {
    console.log(await generateCarpet({ root: dataRoot, ...options }));
  });

// a known error is one line that says what to do; anything else is a fault of ours and keeps its stack
program.parseAsync().catch((error: unknown) => {
  const known = error instanceof DriftlabError || error instanceof RangeError || error instanceof TypeError;
  console.error(known ? `driftlab: ${error.message}` : error);
  process.exitCode = 1;
});
