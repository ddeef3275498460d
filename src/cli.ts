#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander';
import { DriftlabError } from './errors';
import { generateCarpet } from './data/carpet';
import { dataDriftDemo } from './experiments/dataDriftDemo';
import { progressBar } from './plots/progress';

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('Expected a number.');
  return value;
}

const program = new Command('driftlab')
  .description('Notice that data or a model has drifted, understand it, and act.')
  .version((require('../package.json') as { version: string }).version)
  .showHelpAfterError('(add --help for the options)');

program
  .command('data-drift')
  .description('what drift does to an anomaly detector, and what rebuilding its memory bank repairs')
  .addOption(new Option('--class-name <name>', 'class folder inside the data root').env('CLASS_NAME').default('carpet'))
  .addOption(
    new Option('--data-root <folder>', 'dataset in the MVTec AD layout (default: a generated carpet)').env('DATA_ROOT'),
  )
  .addOption(new Option('--out-root <folder>', 'where results go').env('OUT_ROOT').default('results/data_drift'))
  .addOption(
    new Option('--contrast <factor>', 'colour contrast of the drift; 1 is none')
      .env('COLOR_CONTRAST')
      .default(0.6)
      .argParser(number),
  )
  .addOption(
    new Option('--embedder <file>', 'DINOv3 or DINOv2 model as ONNX (default: the texture model that ships)').env(
      'DRIFTLAB_DINOV3',
    ),
  )
  .option('--image-size <pixels>', 'images are read at this size', number, 256)
  .option('--alpha <rate>', 'promised false-alarm rate', number, 0.05)
  .option('--confidence <probability>', 'promise the rate for this very calibration set, with this probability', number)
  .option('--seed <integer>', 'seed of everything random', number, 0)
  .action(async (options: Parameters<typeof dataDriftDemo>[0]) => {
    await dataDriftDemo({ ...options, clock: () => performance.now(), progress: progressBar });
  });

program
  .command('carpet')
  .description('write a generated carpet class in the MVTec AD layout')
  .option('--data-root <folder>', 'folder that gets the class folder', 'data')
  .option('--class-name <name>', 'name of the class folder', 'carpet')
  .option('--size <pixels>', 'height and width', number, 256)
  .option('--seed <integer>', 'seed of everything random', number, 0)
  .action(async ({ dataRoot, ...options }: { dataRoot: string; className: string; size: number; seed: number }) => {
    await generateCarpet({ root: dataRoot, ...options });
  });

/** A known error is one line that says what to do; anything else is a fault of ours and keeps its stack. */
program.parseAsync().catch((error: unknown) => {
  const known = error instanceof DriftlabError || error instanceof RangeError || error instanceof TypeError;
  console.error(known ? `driftlab: ${error.message}` : error);
  process.exitCode = 1;
});
