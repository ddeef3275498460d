import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { replaceFolder, writeFileAtomic } from '../data/files';
import { encodePng } from '../data/imageFiles';
import { matrix, row } from '../matrix';
import { heatImage, heatRange } from '../plots/heatImage';
import { saveFigure } from '../plots/saveFigure';
import type { DataDrift } from './dataDrift';
import type { DataDriftFigures } from './dataDriftFigures';
import { summarize } from './dataDriftSummary';

/**
 * Writes what a demo found under `outRoot`: `summary.json`, `timings.json`, each figure as SVG and PNG (the comparison also as a page with the
 * interactive twin) and, where there are masks, the heat maps of both runs as `heatmaps/{before,after}/<kind>/<name>.png`.
 * @throws {DriftlabError} DRIFTLAB_IO if a file cannot be written.
 * @example
 * await writeDataDrift(demo, await dataDriftFigures(demo), 'results/data_drift');
 */
export async function writeDataDrift(demo: DataDrift, figures: DataDriftFigures, outRoot: string): Promise<void> {
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  for (const [name, figure] of Object.entries(figures))
    if (figure) await saveFigure(figure, join(outRoot, 'figures'), name);
  await writeHeatmaps(demo, join(outRoot, 'heatmaps'));
  await writeFileAtomic(join(outRoot, 'timings.json'), json(demo.timings));
  await writeFileAtomic(join(outRoot, 'summary.json'), json(summarize(demo)));
}

async function writeHeatmaps({ runs, dataset, drifted }: DataDrift, folder: string): Promise<void> {
  const { before, after } = runs;
  if (!before.maps || !after.maps) return;
  const range = heatRange([before.maps, after.maps]);
  const runMaps = { before: before.maps, after: after.maps };
  await replaceFolder(
    folder,
    async (temporary) => {
      for (const [name, maps] of Object.entries(runMaps))
        for (const [i, item] of dataset.test.entries()) {
          const map = matrix(row(maps, i), drifted.test.height, drifted.test.width);
          await writeImage(
            join(temporary, name, item.kind, `${item.name}.png`),
            await encodePng(heatImage(map, range)),
          );
        }
    },
    { colours: 'inferno', range },
  );
}

async function writeImage(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}
