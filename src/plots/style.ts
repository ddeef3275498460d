/**
 * The colours of every figure (after Okabe and Ito 2008: told apart with any colour vision), each with one role.
 * All of them read as text on the white card: contrast 3:1 or more.
 */
export const COLORS = {
  good: '#0072b2',
  defect: '#d55e00',
  ours: '#0072b2',
  baseline: '#808080',
  threshold: '#222222',
  ink: '#222222',
  muted: '#595959',
  grid: '#e4e4e4',
  edge: '#d0d0d0',
  card: '#ffffff',
} as const;

/** The colours of series, in the order in which they are given out. */
export const SERIES_COLORS: readonly string[] = ['#0072b2', '#d55e00', '#00825f', '#aa4499', '#4d4d4d', '#a87900'];

/** A symbol for each colour of a series, for eyes and printers without colours. */
export const SERIES_SYMBOLS: readonly string[] = ['circle', 'square', 'triangle', 'diamond', 'cross', 'star'];

/** Verdana is as wide as DejaVu Sans, so labels keep their room where only the former is there. */
export const FONT_FAMILY = "'DejaVu Sans', Verdana, sans-serif";

/** Sizes in pixels; nothing is smaller than `small`. */
export const FONT_SIZES = { title: 16, heading: 13, text: 12, small: 11 } as const;
