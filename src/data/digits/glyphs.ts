/** A point that a pen passes, right and down, in a box of about 1. It turns sharply at a corner and flows else. */
export interface PenPoint {
  readonly x: number;
  readonly y: number;
  readonly corner: boolean;
}

/** One way to write a digit. */
export interface Glyph {
  /** How often it is seen, beside the other ways to write its digit. */
  readonly weight: number;
  /** The path of the pen between two lifts. */
  readonly strokes: readonly (readonly PenPoint[])[];
}

/** Points as right,down in hundredths; ! marks a corner. */
interface WrittenGlyph {
  readonly weight: number;
  readonly strokes: readonly string[];
}

const ways: readonly (readonly WrittenGlyph[])[] = [
  [
    {
      weight: 4,
      strokes: ['52,2 26,18 17,52 28,86 50,98 72,84 83,48 72,14 50,2'],
    },
    {
      // begun at the right, closed past its beginning
      weight: 2,
      strokes: ['66,8 40,4 19,32 20,70 42,97 68,86 81,50 72,17 48,10 36,16'],
    },
    {
      // round
      weight: 2,
      strokes: ['45,12 16,26 4,56 20,84 50,92 84,78 96,48 82,20 50,10'],
    },
  ],
  [
    { weight: 8, strokes: ['50,0 50,35 50,70 50,100'] },
    { weight: 1, strokes: ['34,20 44,12 52,0! 52,50 51,100'] },
    { weight: 0.7, strokes: ['30,20 42,11 52,0! 52,50 52,100', '28,100 52,99 78,100'] },
  ],
  [
    {
      weight: 3,
      strokes: ['18,22 34,4 62,3 78,24 66,50 40,76 14,97! 50,95 88,96'],
    },
    {
      // a loop where it turns
      weight: 3,
      strokes: ['16,16 40,2 68,8 76,32 60,62 34,92 14,94 16,76 38,78 62,94 92,88'],
    },
    {
      // a large loop
      weight: 1.5,
      strokes: ['22,22 42,4 70,10 72,38 46,72 20,94 6,82 24,70 56,84 92,98'],
    },
    {
      // straight lines, near to a Z
      weight: 1,
      strokes: ['16,14 44,4 72,12! 54,44 34,72 14,98! 46,92 84,90'],
    },
    {
      // flat and wide
      weight: 1,
      strokes: ['10,30 28,12 60,12 68,34 46,62 6,90! 50,86 100,84'],
    },
  ],
  [
    {
      weight: 4,
      strokes: ['20,12 46,1 74,12 72,34 44,48! 72,56 82,76 60,96 30,98 14,86'],
    },
    {
      // one flow with a small loop in the middle
      weight: 2,
      strokes: ['22,10 50,0 74,14 64,38 42,48 38,44 50,44 74,56 80,78 54,98 18,92'],
    },
    {
      // a large belly below
      weight: 1.5,
      strokes: ['30,8 50,2 66,14 58,32 40,40! 72,46 88,70 66,98 28,96 10,84'],
    },
    {
      // a long foot to the left
      weight: 1,
      strokes: ['24,16 50,4 74,12 66,34 46,44! 66,54 70,74 46,92 4,98'],
    },
    {
      // flat on top
      weight: 1,
      strokes: ['18,4 50,3 80,2! 62,22 46,40! 72,46 82,70 64,94 34,98 14,90'],
    },
  ],
  [
    {
      // open, two strokes
      weight: 3,
      strokes: ['24,4 17,30 12,54! 48,56 88,50', '76,2 70,50 64,100'],
    },
    {
      // open and round, in one stroke
      weight: 3,
      strokes: ['20,4 12,32 20,52 48,54 74,36 82,6! 76,50 70,100'],
    },
    {
      // closed: a triangle with a leg
      weight: 1.5,
      strokes: ['66,100 68,50 70,2! 40,34 12,62! 50,62 90,60'],
    },
    {
      // closed, near to a 9
      weight: 0.3,
      strokes: ['72,6 44,10 20,34 22,50 50,50 78,30 80,6! 74,50 66,100'],
    },
  ],
  [
    {
      weight: 3,
      strokes: ['26,4 23,22 20,44! 48,38 74,52 76,78 52,97 22,92', '26,5 52,5 82,2'],
    },
    {
      // begun at the right
      weight: 3,
      strokes: ['86,4 58,5 34,6! 28,24 24,42! 50,42 70,58 66,82 42,97 14,90'],
    },
    {
      // a small belly on a long neck, the bar apart
      weight: 1.5,
      strokes: ['34,10 28,30 26,50! 46,50 62,64 56,86 36,98 14,96', '38,10 60,8 90,0'],
    },
    {
      // near to an S
      weight: 2,
      strokes: ['84,2 50,6 26,20 30,40 56,50 72,66 62,88 36,98 14,90'],
    },
  ],
  [
    {
      weight: 4,
      strokes: ['62,1 36,24 20,58 28,88 52,98 76,84 72,62 50,54 26,70'],
    },
    {
      // upright, the loop low
      weight: 2,
      strokes: ['36,0 22,32 18,68 30,94 56,96 74,80 62,62 38,62 22,80'],
    },
    {
      // the loop crosses the stem
      weight: 2,
      strokes: ['58,2 38,28 24,62 30,90 52,98 70,86 68,68 48,60 26,72 14,84'],
    },
    {
      // a large ring, a short stem
      weight: 1.5,
      strokes: ['46,0 22,30 12,66 34,96 66,94 86,70 70,46 42,50 18,76'],
    },
    {
      // lying, with a small loop
      weight: 1.5,
      strokes: ['84,4 48,24 20,56 22,84 48,94 70,80 66,64 46,64 30,84'],
    },
  ],
  [
    { weight: 4, strokes: ['12,10 44,6 84,4! 66,40 50,70 38,100'] },
    {
      // a hook before it
      weight: 2,
      strokes: ['14,26 16,10! 48,7 82,5 76,30 60,64 50,100'],
    },
    {
      // crossed
      weight: 1.5,
      strokes: ['14,8 46,5 84,4! 64,40 48,72 38,100', '32,52 56,50 80,49'],
    },
    { weight: 1.5, strokes: ['16,16 40,2 72,6 76,30 66,60 60,100'] },
  ],
  [
    {
      // one flow, begun at the upper right
      weight: 4,
      strokes: ['70,14 46,2 26,16 34,36 56,52 72,72 60,94 36,96 26,76 42,54 64,34 72,12'],
    },
    {
      // one flow, begun in the middle
      weight: 2,
      strokes: ['50,48 28,32 30,8 54,1 74,16 64,38 42,54 24,78 42,98 70,90 72,68 48,48'],
    },
    {
      // not closed above
      weight: 2,
      strokes: ['80,6 50,4 26,14 38,36 62,56 66,82 46,98 28,86 38,62 66,34 86,2'],
    },
    {
      // two straight lines that cross
      weight: 1.5,
      strokes: ['74,12 44,2 26,18 50,48 72,78 54,99 32,90 34,72 56,44 78,14'],
    },
    {
      // a small ring on a large one
      weight: 1,
      strokes: ['64,12 44,2 34,18 50,40 74,62 72,92 40,99 20,80 36,52 58,34 66,14'],
    },
    {
      // a large ring on a narrow one
      weight: 2,
      strokes: ['76,12 44,2 20,20 38,42 58,58 62,82 48,98 36,84 44,62 66,40 80,14'],
    },
    {
      // two rings
      weight: 1,
      strokes: ['50,2 30,10 28,32 48,46 68,34 68,10 48,2', '50,46 26,58 24,86 50,99 76,86 74,58 50,46'],
    },
  ],
  [
    {
      // a straight stem
      weight: 3,
      strokes: ['74,10 48,2 24,20 26,42 50,48 70,32 76,8! 72,50 66,100'],
    },
    {
      // one flow, the stem bent
      weight: 3,
      strokes: ['70,24 52,4 28,14 24,38 46,48 68,34 74,18 74,46 66,76 50,100'],
    },
    {
      // a hook below
      weight: 1.5,
      strokes: ['72,18 50,2 26,16 28,40 52,46 72,28 76,14 76,60 64,90 40,98 20,88'],
    },
    {
      // a small ring, a long stem
      weight: 2,
      strokes: ['70,8 46,4 28,18 32,34 54,35 74,16! 73,55 72,100'],
    },
    {
      // a large ring, a short stem
      weight: 1,
      strokes: ['78,16 50,0 18,16 14,44 38,60 68,46 80,18 78,56 70,100'],
    },
    {
      // the ring not closed, the stem begun on its own
      weight: 1.5,
      strokes: ['64,12 42,4 24,20 26,42 48,48 68,36', '76,6 74,40 70,72 68,100'],
    },
    {
      // leaning, a small loop
      weight: 1,
      strokes: ['80,12 54,2 30,20 36,36 60,32 82,10! 62,50 36,100'],
    },
  ],
];

/** The ways to write each digit, by digit: a few for each, as hands differ. */
export const glyphs: readonly (readonly Glyph[])[] = ways.map((digit) =>
  digit.map(({ weight, strokes }) => ({ weight, strokes: strokes.map((stroke) => stroke.split(' ').map(penPoint)) })),
);

function penPoint(text: string): PenPoint {
  const [x, y] = text.replace('!', '').split(',').map(Number);
  return { x: x / 100, y: y / 100, corner: text.endsWith('!') };
}
