import { Option, type Command } from 'commander';
import { dinoEmbedder } from '../embedding/dino';
import { openTextureEmbedder } from '../embedding/textureEmbedder';
import { dataDrift, type DataDriftOptions } from '../experiments/dataDrift';
import { dataDriftFigures } from '../experiments/dataDriftFigures';
import { writeDataDrift } from '../experiments/dataDriftFiles';
import { summarize } from '../experiments/dataDriftSummary';
import { progressBar } from '../plots/progress';
import { examples } from './examples';
import { numberFlag } from './numberFlag';

interface DataDriftFlags extends Omit<DataDriftOptions, 'embedder' | 'bank'> {
  readonly outRoot: string;
  /** Path of an ONNX file. */
  readonly embedder?: string;
}

async function openEmbedder(model?: string): Promise<Pick<DataDriftOptions, 'embedder' | 'bank'>> {
  // heat maps need a grid that covers the whole image: no crop
  if (model) return { embedder: await dinoEmbedder(model, { crop: false }), bank: {} };
  const embedder = await openTextureEmbedder();
  return { embedder, bank: embedder.bank };
}

async function run({ embedder: model, ...flags }: DataDriftFlags): Promise<void> {
  const { embedder, bank } = await openEmbedder(model);
  const demo = await dataDrift({ ...flags, embedder, bank, progress: progressBar, clock: () => performance.now() });
  await embedder.release();
  await writeDataDrift(demo, await dataDriftFigures(demo), flags.outRoot);
  console.table(summarize(demo).runs);
  console.log(`summary.json, figures and heat maps are in ${flags.outRoot}`);
}

/** `driftlab data-drift`. */
export function addDataDrift(program: Command): void {
  program
    .command('data-drift')
    .description('what drift does to an anomaly detector, and what rebuilding its memory bank repairs')
    .addOption(
      new Option('--class-name <name>', 'class folder inside the data root').env('CLASS_NAME').default('carpet'),
    )
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
        .argParser(numberFlag),
    )
    .addOption(
      new Option('--embedder <file>', 'a DINOv3 or DINOv2 model as ONNX (default: the texture model that ships)').env(
        'DRIFTLAB_DINOV3',
      ),
    )
    .option('--image-size <pixels>', 'images are read at this size', numberFlag, 256)
    .option('--alpha <rate>', 'promised false-alarm rate', numberFlag, 0.05)
    .option(
      '--confidence <probability>',
      'promise the rate for this very calibration set, with this probability',
      numberFlag,
    )
    .option('--seed <integer>', 'seed of everything random', numberFlag, 0)
    .addHelpText(
      'after',
      examples([
        ['data-drift', 'a generated carpet, its contrast at 0.6'],
        ['data-drift --data-root mvtec --class-name bottle --factor 0.8', 'a class of your own copy of MVTec AD'],
      ]),
    )
    .action(run);
}
