/**
 * The mark that a station leaves in the customer reference of the eSIMs it made, so that the stations of one account can tell
 * theirs apart: `Harbour Festival [ES-K7F2QX4B]`.
 */
export interface Mark {
  /** Eight letters and digits that follow from the station's id. */
  station: string;
  /**
   * When this was written everything the station had made was marked: what bears no mark and is older than these eSIMs cannot be its
   * own. Written with a question mark where that is not so, because other marks are still to come or a call of it is in doubt.
   */
  clean: boolean;
}

const MARK = /^(.*?) ?\[ES-([0-9A-Z]{8})(\?)?\]$/s;

/** @param stationId a UUID version 7, whose end is random */
export function stationMark(stationId: string): string {
  const random = BigInt(`0x${stationId.replaceAll('-', '').slice(-12)}`);
  return random.toString(36).toUpperCase().padStart(8, '0').slice(-8);
}

/** A customer reference with a mark at its end. */
export function withMark(text: string, { station, clean }: Mark): string {
  return `${text} [ES-${station}${clean ? '' : '?'}]`.trimStart();
}

/** What people wrote in a customer reference, and the mark of the station that made the eSIM, if one did. */
export function readMark(customerRef: string): { text: string; mark: Mark | null } {
  const [, text, station, doubt] = MARK.exec(customerRef) ?? [];
  return station === undefined
    ? { text: customerRef, mark: null }
    : { text: text ?? '', mark: { station, clean: !doubt } };
}
