import type { Command } from 'commander';
import { generateCarpet } from '../data/carpet';
import { examples } from './examples';
import { numberFlag } from './numberFlag';

interface CarpetFlags {
  readonly dataRoot: string;
  readonly className: string;
  readonly size: number;
  readonly seed: number;
}

async function run({ dataRoot, ...options }: CarpetFlags): Promise<void> {
  console.log(await generateCarpet({ root: dataRoot, ...options }));
}

/** `driftlab carpet`. */
export function addCarpet(program: Command): void {
  program
    .command('carpet')
    .description('write a generated carpet class in the MVTec AD layout')
    .option('--data-root <folder>', 'folder that gets the class folder', 'data')
    .option('--class-name <name>', 'name of the class folder', 'carpet')
    .option('--size <pixels>', 'height and width', numberFlag, 256)
    .option('--seed <integer>', 'seed of everything random', numberFlag, 0)
    .addHelpText('after', examples([['carpet --data-root data', 'images, defects and masks into data/carpet']]))
    .action(run);
}
