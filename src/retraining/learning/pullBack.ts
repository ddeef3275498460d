/** How strongly each parameter is held at its old value, by its name: one number for all or one for each, ≥ 0. */
export type Strength = Readonly<Record<string, number | ArrayLike<number>>>;

/**
 * The proximal operator of ½ Σ strength · (θ − θ*)² at a rate: (θ + s·θ*) / (1 + s) with s = rate · strength. Strength 0 leaves a
 * number as it is.
 */
export function pullBack<Values extends Float32Array | Float64Array>(
  values: Values,
  anchor: ArrayLike<number>,
  strength: number | ArrayLike<number>,
  rate: number,
): Values {
  const pulled = values.slice() as Values;
  for (let i = 0; i < values.length; i++) {
    const s = rate * (typeof strength === 'number' ? strength : strength[i]);
    pulled[i] = values[i] + (s / (1 + s)) * (anchor[i] - values[i]);
  }
  return pulled;
}
