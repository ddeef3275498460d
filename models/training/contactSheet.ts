import { join } from 'node:path';
import sharp from 'sharp';
import { medicalStandIn, medicalStandIns, type MedicalStandInName } from '../../src/data/standins/medicalStandIn';
import { createRandom } from '../../src/random';

/** `ts-node models/training/contactSheet.ts` draws docs/stand-ins.png: a block for each stand-in, a row for each of its classes. */

const SIDE = 28;
const PICTURES = 6;
const STEP = SIDE + 2;
const BLOCK = PICTURES * STEP + 14;
const ROWS = 9;
const ZOOM = 2;

async function main(): Promise<void> {
  const [width, height] = [4 * BLOCK - 14, 2 * ROWS * STEP + 14 - STEP];
  const sheet = new Uint8Array(width * height * 3).fill(255);
  medicalStandIns.forEach((name, n) => {
    const classes = classCount(name);
    for (let label = 0; label < classes; label++)
      drawRow(sheet, width, name, label, (n % 4) * BLOCK, Math.floor(n / 4) * (ROWS * STEP + 14) + label * STEP);
  });
  await sharp(sheet, { raw: { width, height, channels: 3 } })
    .resize(width * ZOOM, height * ZOOM, { kernel: 'nearest' })
    .png({ palette: true, colours: 256 })
    .toFile(join(__dirname, '../../docs/stand-ins.png'));
}

function drawRow(
  sheet: Uint8Array,
  width: number,
  name: MedicalStandInName,
  label: number,
  left: number,
  top: number,
): void {
  const prevalence = Array.from({ length: classCount(name) }, (_, k) => Number(k === label));
  const random = createRandom(11).fork(label);
  const { images } = medicalStandIn(name, { random, count: PICTURES, prevalence, disagreement: 0 });
  const { pixels, channels } = images;
  for (let i = 0; i < pixels.length / channels; i++) {
    const [picture, y, x] = [Math.floor(i / SIDE ** 2), Math.floor(i / SIDE) % SIDE, i % SIDE];
    const at = ((top + y) * width + left + picture * STEP + x) * 3;
    for (let c = 0; c < 3; c++) sheet[at + c] = pixels[i * channels + (c % channels)];
  }
}

function classCount(name: MedicalStandInName): number {
  return medicalStandIn(name, { random: createRandom(0), count: 0 }).classes.length;
}

void main();
