import { openEsim } from './navigation.ts';

type Take = (iccid: string) => void;

/** The part of a screen that takes what is scanned, instead of the eSIM being opened. */
let taker: Take | null = null;

/** @returns ends the taking */
export function takeScans(take: Take): () => void {
  taker = take;
  return () => {
    if (taker === take) taker = null;
  };
}

export function scanned(iccid: string): void {
  (taker ?? openEsim)(iccid);
}
