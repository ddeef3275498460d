import type { Random } from '../../src/random';
import { between, field, type Field, noise, type Picture, SIZE, smoothStep, tinted } from './field';

/** A picture of a surface without light of its own: another piece of it at each call. */
export type Surface = (random: Random) => Picture;

/** A kind of surface: each call draws another sample, with its own sizes and colour. */
export type SurfaceKind = (random: Random) => Surface;

/** The surfaces on which the model's defects were measured. */
export const modelSurfaces: Readonly<Record<string, SurfaceKind>> = { weave, knit, leather, gravel, granite, wood };

/** Other surfaces, for the benchmark. */
export const benchSurfaces: Readonly<Record<string, SurfaceKind>> = { twill, brick, grass, pebbles, plaster };

function weave(random: Random): Surface {
  const [width, height, depth] = [between(random, 8, 15), between(random, 8, 15), between(random, 0.2, 0.35)];
  return cloth(random, [1, 1, 1], width, height, (column, row, u, v, threads) => {
    const over = (column + row) % 2 === 0;
    const [across, along] = over ? [v, u] : [u, v];
    return 0.35 + depth * (1 - across * across) * (1 - 0.6 * along * along) + threads[over ? row : 128 + column];
  });
}

function twill(random: Random): Surface {
  const [pitch, repeat, side] = [between(random, 5, 8), 3 + random.integer(2), random.uniform() < 0.5 ? 1 : -1];
  return cloth(random, [1, 1, 1], pitch, pitch, (column, row, u, v, threads) => {
    const over = (column + side * row + 4096 * repeat) % repeat < repeat - 1;
    const light = over ? 0.3 * (1 - v * v) : 0.18 * (1 - u * u) - 0.07;
    return 0.32 + light + threads[over ? row : 128 + column];
  });
}

function knit(random: Random): Surface {
  const [width, height] = [between(random, 12, 18), between(random, 9, 13)];
  return cloth(random, [1, 1, 1], width, height, (_column, row, u, v, threads) => {
    const leg = Math.abs(u);
    const slanted = 2 * ((v / 2 + 0.9 * leg + 8) % 1) - 1;
    return 0.25 + 0.35 * (1 - slanted * slanted) * (1 - 0.5 * (1 - leg) ** 4 - 0.4 * leg ** 6) + threads[row];
  });
}

function brick(random: Random): Surface {
  const [width, height, joint] = [between(random, 55, 85), between(random, 24, 38), between(random, 2.5, 4.5)];
  return cloth(random, [1.25, 0.95, 0.8], width, height, (column, row, u, v, threads) => {
    const shifted = u + (row % 2);
    const stone = column + Math.floor((shifted + 1) / 2);
    const aside = Math.abs(shifted - 2 * Math.floor((shifted + 1) / 2));
    const edge = Math.min(((1 - aside) * width) / 2, ((1 - Math.abs(v)) * height) / 2);
    const face = 0.42 + 2.5 * threads[(37 * row + 101 * stone) % 256];
    return 0.68 + smoothStep((edge - joint) / 2 + 0.5) * (face - 0.68);
  });
}

type Cell = (column: number, row: number, u: number, v: number, threads: Float32Array) => number;

/** A lattice of cells, slightly bent and turned, each thread with its own brightness; u and v run from −1 to 1 in a cell. */
function cloth(random: Random, base: readonly number[], width: number, height: number, cell: Cell): Surface {
  const colour = colourNear(random, base, 0.1);
  const spread = between(random, 0.02, 0.05);
  return (piece) => {
    const threads = Float32Array.from({ length: 256 }, () => spread * piece.normal());
    const [turn, left, top] = [0.02 * piece.normal(), between(piece, 50, 150), between(piece, 50, 150)];
    const [bendX, bendY, grain, slow] = [noise(piece, 36), noise(piece, 36), noise(piece, 1.5), noise(piece, 16)];
    const gray = field((x, y, i) => {
      const across = (x - turn * y + bendX[i] + left) / width;
      const down = (y + turn * x + bendY[i] + top) / height;
      const [column, row] = [Math.floor(across), Math.floor(down)];
      const light = cell(column, row, 2 * (across - column) - 1, 2 * (down - row) - 1, threads);
      return light + 0.04 * grain[i] + 0.025 * slow[i];
    });
    return tinted(gray, colour);
  };
}

function leather(random: Random): Surface {
  const [pitch, colour] = [between(random, 6, 9), colourNear(random, [1.2, 0.95, 0.8], 0.06)];
  return (piece) => {
    const { nearest, second } = cells(piece, pitch, 0.7);
    const [grain, slow] = [noise(piece, 2), noise(piece, 24)];
    const gray = field((_x, _y, i) => {
      return 0.32 + 0.14 * smoothStep((second[i] - nearest[i]) / 3) + 0.04 * grain[i] + 0.025 * slow[i];
    });
    return tinted(gray, colour);
  };
}

function gravel(random: Random): Surface {
  return stones(random, between(random, 12, 20), 1, (edge) => 0.35 + 0.65 * smoothStep(edge / 7));
}

function pebbles(random: Random): Surface {
  return stones(random, between(random, 16, 26), 0.6, (edge) => (edge < 2 ? 0.3 : 0.55 + 0.45 * smoothStep(edge / 14)));
}

function stones(random: Random, pitch: number, disorder: number, shade: (edge: number) => number): Surface {
  const [spread, colour] = [between(random, 0.08, 0.14), colourNear(random, [1, 1, 1], 0.05)];
  return (piece) => {
    const { nearest, second, owner } = cells(piece, pitch, disorder);
    const tints = Array.from({ length: 64 }, () => [0, 1, 2].map(() => 1 + 0.04 * piece.normal()));
    const tones = Float32Array.from({ length: 64 }, () => spread * piece.normal());
    const grain = noise(piece, 1.7);
    const gray = field((_x, _y, i) => (0.42 + tones[owner[i]]) * shade(second[i] - nearest[i]) + 0.04 * grain[i]);
    return tinted(gray, colour).map((value, j) => value * tints[owner[Math.floor(j / 3)]][j % 3]);
  };
}

/** Distances to the nearest and the second of points on a disturbed lattice, and a number from 0 to 63 for the nearest. */
function cells(random: Random, pitch: number, disorder: number): { nearest: Field; second: Field; owner: Uint8Array } {
  const count = Math.ceil(SIZE / pitch) + 6;
  const points = Array.from({ length: count * count }, (_, k) => ({
    x: pitch * ((k % count) - 3 + 0.5 + disorder * (random.uniform() - 0.5)),
    y: pitch * (Math.floor(k / count) - 3 + 0.5 + disorder * (random.uniform() - 0.5)),
    owner: random.integer(64),
  }));
  const [bendX, bendY] = [noise(random, 9), noise(random, 9)];
  const [nearest, second] = [new Float32Array(SIZE * SIZE), new Float32Array(SIZE * SIZE)];
  const owner = new Uint8Array(SIZE * SIZE);
  for (let i = 0; i < owner.length; i++) {
    const [x, y] = [(i % SIZE) + bendX[i], Math.floor(i / SIZE) + bendY[i]];
    const [column, row] = [Math.floor(x / pitch) + 3, Math.floor(y / pitch) + 3];
    nearest[i] = second[i] = Infinity;
    for (let k = 0; k < 25; k++) {
      const point = points[Math.max(0, row + Math.floor(k / 5) - 2) * count + Math.max(0, column + (k % 5) - 2)];
      const distance = Math.hypot(point.x - x, point.y - y);
      if (distance < nearest[i]) [second[i], nearest[i], owner[i]] = [nearest[i], distance, point.owner];
      else if (distance < second[i]) second[i] = distance;
    }
  }
  return { nearest, second, owner };
}

function granite(random: Random): Surface {
  const [pitch, share, colour] = [between(random, 3, 8), between(random, 0.4, 1), colourNear(random, [1, 1, 1], 0.06)];
  return (piece) => {
    const [body, light, dark, grain] = [noise(piece, pitch), noise(piece, pitch), noise(piece, pitch), noise(piece, 1)];
    const gray = field((_x, _y, i) => {
      const specks = (light[i] > share ? 0.1 : 0) - (dark[i] > 1.3 ? 0.12 : 0);
      return 0.5 + 0.14 * Math.tanh(2 * body[i]) + specks + 0.03 * grain[i];
    });
    return tinted(gray, colour);
  };
}

function plaster(random: Random): Surface {
  const [rough, colour] = [between(random, 0.5, 0.7), colourNear(random, [1.05, 1, 0.92], 0.05)];
  return (piece) => {
    const octaves = [1.5, 3, 6, 12, 24].map((pitch) => noise(piece, pitch));
    const gray = field(
      (_x, _y, i) => 0.5 + 0.06 * octaves.reduce((sum, octave) => sum * rough + Math.abs(octave[i]) - 0.8, 0),
    );
    return tinted(gray, colour);
  };
}

function wood(random: Random): Surface {
  const [rings, colour] = [between(random, 0.2, 0.45), colourNear(random, [1.25, 1, 0.7], 0.05)];
  return (piece) => {
    const [bend, fibre, grain] = [noise(piece, 120, 16), noise(piece, 30, 2), noise(piece, 1.5)];
    const start = between(piece, 0, 100);
    const gray = field(
      (_x, y, i) => 0.5 + 0.08 * Math.sin(rings * (y + start + 5 * bend[i])) + 0.05 * fibre[i] + 0.02 * grain[i],
    );
    return tinted(gray, colour);
  };
}

function grass(random: Random): Surface {
  const [lean, spread] = [between(random, 0, Math.PI), between(random, 0.5, 1.2)];
  const [blades, colour] = [2500 + random.integer(2000), colourNear(random, [0.85, 1.3, 0.6], 0.05)];
  return (piece) => {
    const gray = new Float32Array(SIZE * SIZE).fill(0.25);
    for (let blade = 0; blade < blades; blade++) {
      const light = 0.15 + 0.55 * piece.uniform() * (0.4 + (0.6 * blade) / blades);
      stroke(gray, piece, lean + spread * piece.normal(), 1 + piece.integer(3), light);
    }
    const grain = noise(piece, 1.2);
    return tinted(
      gray.map((value, i) => value + 0.03 * grain[i]),
      colour,
    );
  };
}

function stroke(gray: Field, random: Random, angle: number, width: number, light: number): void {
  let [x, y] = [between(random, -20, SIZE + 20), between(random, -20, SIZE + 20)];
  const [length, curl] = [between(random, 12, 35), 0.01 * random.normal()];
  for (let step = 0; step < length; step++) {
    x += Math.cos(angle + curl * step);
    y += Math.sin(angle + curl * step);
    for (let k = 0; k < width * width; k++) {
      const [column, row] = [Math.round(x) + (k % width), Math.round(y) + Math.floor(k / width)];
      if (column >= 0 && column < SIZE && row >= 0 && row < SIZE) gray[row * SIZE + column] = light;
    }
  }
}

function colourNear(random: Random, base: readonly number[], spread: number): number[] {
  const colour = base.map((value) => value * Math.exp(spread * random.normal()));
  const mean = (colour[0] + colour[1] + colour[2]) / 3;
  return colour.map((value) => value / mean);
}
