/** Weights of red, green and blue in brightness as seen (ITU-R BT.601). */
export const luma601 = [0.299, 0.587, 0.114] as const;

/** The same for the colours of high-definition video (ITU-R BT.709). */
export const luma709 = [0.2126, 0.7152, 0.0722] as const;

/** Weights of red, green and blue. */
export type LumaWeights = readonly [number, number, number];

/** 0.299 R + 0.587 G + 0.114 B of bytes as a byte, rounded with weights of 16 bits: Y of JPEG, L of Pillow. */
export function lumaByte(red: number, green: number, blue: number): number {
  return (19595 * red + 38470 * green + 7471 * blue + 32768) >> 16;
}

/**
 * The mean gray of one image on the scale 0–255: of 0.299 R + 0.587 G + 0.114 B over its pixels; of its values if it
 * has one channel.
 */
export function meanLuma(values: Float64Array | Uint8Array, channels: number): number {
  const weights = channels === 3 ? luma601 : [1];
  return weights.reduce((mean, weight, c) => mean + weight * channelMean(values, channels, c), 0);
}

/** The mean of one channel of an image. */
export function channelMean(values: Float64Array | Uint8Array, channels: number, channel: number): number {
  let sum = 0;
  for (let i = channel; i < values.length; i += channels) sum += values[i];
  return (sum * channels) / values.length;
}
