import type { Sample } from './compare.ts';

/** One activation, from the first byte of code to the promise that `activate` gave. */
export interface Activation extends Sample {
  /** Milliseconds of CPU until a moment later, with what activation left to be done. */
  readonly settledCpu: number;
  /** Bytes in use that were not before. */
  readonly heap: number;
  /** Bytes of the files that were loaded. */
  readonly loaded: number;
}
