/** A true change of a stream, as a plain record. Indices count from 0. */
export interface DriftPoint {
  /** A blip is over soon and no drift: a detector should not answer it. */
  readonly kind: 'sudden' | 'gradual' | 'incremental' | 'blip';
  /** The first index at which the new concept can show. */
  readonly start: number;
  /** The first index from which only the new concept shows; `start` when sudden, for a blip its end. */
  readonly end: number;
  /** Concepts before and after; 0 is the stream's source. Absent for real data. */
  readonly from?: number;
  readonly to?: number;
}
