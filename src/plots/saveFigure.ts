import { copyFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../data/files';
import type { Figure, PlotlyFigure } from './figure';
import { plotlyFile } from './packages';
import { escapeXml } from './text';

/**
 * Writes `name.svg` and `name.png` into the folder and, for a figure with an interactive twin, `name.html`, a page that stands
 * on `plotly.js` beside it and needs no network; without scripts it shows the drawing. Returns the paths.
 * @throws {DriftlabError} DRIFTLAB_IO if the folder cannot be written, DRIFTLAB_MISSING_PACKAGE if plotly.js-dist is needed
 * and not installed.
 * @example
 * await saveFigure(figure, 'results/data_drift', 'comparison');
 */
export async function saveFigure({ svg, png, alt, plotly }: Figure, folder: string, name: string): Promise<string[]> {
  const path = (extension: string): string => join(folder, `${name}.${extension}`);
  await writeFileAtomic(path('svg'), svg);
  await writeFileAtomic(path('png'), png);
  if (!plotly) return [path('svg'), path('png')];
  await writeFileAtomic(path('html'), page(svg, alt, plotly));
  await copyPlotly(folder);
  return [path('svg'), path('png'), path('html')];
}

async function copyPlotly(folder: string): Promise<void> {
  const source = plotlyFile();
  const target = join(folder, 'plotly.js');
  const size = async (file: string): Promise<number> => (await stat(file).catch(() => ({ size: -1 }))).size;
  if ((await size(source)) === (await size(target))) return;
  await mkdir(folder, { recursive: true });
  await copyFile(source, target);
}

function page(svg: string, alt: string, { data, layout, config = {} }: PlotlyFigure): string {
  // no text in the figure can end the script
  const json = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeXml(alt)}</title></head>
<body style="margin: 16px; background: #fff">
<div id="figure"></div>
<noscript>
${svg}</noscript>
<script src="plotly.js"></script>
<script>Plotly.newPlot('figure', ${json(data)}, ${json(layout)}, ${json(config)});</script>
</body>
</html>
`;
}
