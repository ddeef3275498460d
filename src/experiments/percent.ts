/** A share as people read it: 0.125 is '12.5 %'. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
