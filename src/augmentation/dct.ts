/**
 * The cosine transforms of JPEG for blocks of 8 × 8 in integers (Loeffler, Ligtenberg & Moschytz 1989), with the same rounding as libjpeg's
 * "islow", so that losses are the same to the bit. A block is 64 numbers, row by row.
 */

// constants of the flow graph times 2¹³
const BITS = 13;
const F0298 = 2446;
const F0390 = 3196;
const F0541 = 4433;
const F0765 = 6270;
const F0899 = 7373;
const F1175 = 9633;
const F1501 = 12299;
const F1847 = 15137;
const F1961 = 16069;
const F2053 = 16819;
const F2562 = 20995;
const F3072 = 25172;

/** Forward transform in place; results are 8 times those of an orthonormal one. */
export function forwardDct(block: Int32Array): void {
  for (let row = 0; row < 64; row += 8) forward(block, row, 1, BITS - 2);
  for (let column = 0; column < 8; column++) forward(block, column, 8, BITS + 2);
}

/** Inverse transform in place, from coefficients of an orthonormal one. */
export function inverseDct(block: Int32Array): void {
  for (let column = 0; column < 8; column++) inverse(block, column, 8, BITS - 2);
  for (let row = 0; row < 64; row += 8) inverse(block, row, 1, BITS + 5);
}

/** Eight numbers `step` apart, the results shifted right by `shift` bits and rounded. */
function forward(block: Int32Array, at: number, step: number, shift: number): void {
  const half = 1 << (shift - 1);
  const i1 = at + step;
  const i2 = at + 2 * step;
  const i3 = at + 3 * step;
  const i4 = at + 4 * step;
  const i5 = at + 5 * step;
  const i6 = at + 6 * step;
  const i7 = at + 7 * step;
  const s0 = block[at] + block[i7];
  const s1 = block[i1] + block[i6];
  const s2 = block[i2] + block[i5];
  const s3 = block[i3] + block[i4];
  const d0 = block[at] - block[i7];
  const d1 = block[i1] - block[i6];
  const d2 = block[i2] - block[i5];
  const d3 = block[i3] - block[i4];
  block[at] = (((s0 + s3 + s1 + s2) << BITS) + half) >> shift;
  block[i4] = (((s0 + s3 - s1 - s2) << BITS) + half) >> shift;
  const even = Math.imul(s1 - s2 + s0 - s3, F0541);
  block[i2] = (even + Math.imul(s0 - s3, F0765) + half) >> shift;
  block[i6] = (even - Math.imul(s1 - s2, F1847) + half) >> shift;
  const odd = Math.imul(d3 + d1 + d2 + d0, F1175) + half;
  const z1 = Math.imul(d3 + d0, -F0899);
  const z2 = Math.imul(d2 + d1, -F2562);
  const z3 = Math.imul(d3 + d1, -F1961) + odd;
  const z4 = Math.imul(d2 + d0, -F0390) + odd;
  block[i7] = (Math.imul(d3, F0298) + z1 + z3) >> shift;
  block[i5] = (Math.imul(d2, F2053) + z2 + z4) >> shift;
  block[i3] = (Math.imul(d1, F3072) + z2 + z3) >> shift;
  block[i1] = (Math.imul(d0, F1501) + z1 + z4) >> shift;
}

function inverse(block: Int32Array, at: number, step: number, shift: number): void {
  const half = 1 << (shift - 1);
  const i1 = at + step;
  const i2 = at + 2 * step;
  const i3 = at + 3 * step;
  const i4 = at + 4 * step;
  const i5 = at + 5 * step;
  const i6 = at + 6 * step;
  const i7 = at + 7 * step;
  const c1 = block[i1];
  const c2 = block[i2];
  const c3 = block[i3];
  const c4 = block[i4];
  const c5 = block[i5];
  const c6 = block[i6];
  const c7 = block[i7];
  if ((c1 | c2 | c3 | c4 | c5 | c6 | c7) === 0) {
    const level = ((block[at] << BITS) + half) >> shift;
    for (let k = 0, i = at; k < 8; k++, i += step) block[i] = level;
    return;
  }
  const even = Math.imul(c2 + c6, F0541);
  const e2 = even - Math.imul(c6, F1847);
  const e3 = even + Math.imul(c2, F0765);
  const e0 = ((block[at] + c4) << BITS) + half;
  const e1 = ((block[at] - c4) << BITS) + half;
  const odd = Math.imul(c7 + c3 + c5 + c1, F1175);
  const z1 = Math.imul(c7 + c1, -F0899);
  const z2 = Math.imul(c5 + c3, -F2562);
  const z3 = Math.imul(c7 + c3, -F1961) + odd;
  const z4 = Math.imul(c5 + c1, -F0390) + odd;
  const o0 = Math.imul(c7, F0298) + z1 + z3;
  const o1 = Math.imul(c5, F2053) + z2 + z4;
  const o2 = Math.imul(c3, F3072) + z2 + z3;
  const o3 = Math.imul(c1, F1501) + z1 + z4;
  block[at] = (e0 + e3 + o3) >> shift;
  block[i7] = (e0 + e3 - o3) >> shift;
  block[i1] = (e1 + e2 + o2) >> shift;
  block[i6] = (e1 + e2 - o2) >> shift;
  block[i2] = (e1 - e2 + o1) >> shift;
  block[i5] = (e1 - e2 - o1) >> shift;
  block[i3] = (e0 - e3 + o0) >> shift;
  block[i4] = (e0 - e3 - o0) >> shift;
}
