import type { Images } from '../images';

/** The images of one class for anomaly detection: for the memory bank, for the threshold, and for the test. */
export interface ClassImages {
  readonly train: Images;
  /** Held-out normal images: in no bank and no embedder. */
  readonly calibration: Images;
  readonly test: Images;
  /** `good` or the name of the defect, one for each test image. */
  readonly kinds: readonly string[];
  /** One channel, 1 where a defect is; one for each test image. Absent where the class has no masks. */
  readonly masks?: Images;
}
