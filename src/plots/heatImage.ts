import type { Images } from '../images';
import type { Matrix } from '../matrix';
import { loadPlot } from './packages';

/**
 * A heat map as one RGB image in inferno, a perceptually uniform scale from black over purple and orange to pale yellow.
 * @param range ends of the scale; values beyond take its ends
 * @example
 * await writeFileAtomic('heat.png', await encodePng(heatImage(map, [0, 10])));
 */
export function heatImage({ values, rows, columns }: Matrix, [low, high]: readonly [number, number]): Images {
  const colors = heatColors();
  const pixels = new Uint8Array(3 * values.length);
  for (let i = 0; i < values.length; i++) {
    const level = Math.round((255 * (values[i] - low)) / (high - low));
    pixels.set(colors[Math.min(255, Math.max(0, level))], 3 * i);
  }
  return { pixels, count: 1, height: rows, width: columns, channels: 3 };
}

/** The least and the greatest value of all maps, as ends of one scale for them; one apart where all values are equal. */
export function heatRange(maps: readonly Matrix[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const { values } of maps)
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return low < high ? [low, high] : [low, low + 1];
}

let table: number[][] | undefined;

/** 256 colours of inferno, as bytes. */
export function heatColors(): readonly number[][] {
  return (table ??= makeTable());
}

function makeTable(): number[][] {
  const scale = loadPlot().scale({ color: { type: 'linear', scheme: 'inferno', domain: [0, 255] } });
  return Array.from({ length: 256 }, (_, level) => {
    const hex = Number.parseInt(String(scale.apply(level)).slice(1), 16);
    return [hex >> 16, (hex >> 8) & 255, hex & 255];
  });
}
